package dev.routesight.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real Kafka broker in a JVM of its own, from the class path of the tests. */
public final class KafkaBroker implements AutoCloseable {
    /** Later than any event of a test, whatever the clock of the machine: 2100-01-01. */
    private static final long RECORD_TIME = 4_102_444_800_000L;

    private static final int ATTEMPTS = 3;

    private final JavaProcess process;
    private final String address;

    private KafkaBroker(JavaProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts a broker that keeps its data and its log below a folder, and waits until it answers.
     */
    public static KafkaBroker start(Path folder) throws Exception {
        String address = "localhost:" + freePort();
        Path properties = folder.resolve("server.properties");
        Files.writeString(properties, properties(folder, address, "localhost:" + freePort()));
        String file = properties.toString();
        Path formatLog = folder.resolve("format.log");
        String id = Uuid.randomUuid().toString();
        try (JavaProcess format =
                java(formatLog, "kafka.tools.StorageTool", "format", "-t", id, "-c", file)) {
            if (format.waitFor() != 0) {
                throw new IOException(Files.readString(formatLog));
            }
        }
        JavaProcess process = java(folder.resolve("broker.log"), "kafka.Kafka", file);
        KafkaBroker broker = new KafkaBroker(process, address);
        try (Admin admin = broker.admin()) {
            admin.describeCluster().nodes().get(2, TimeUnit.MINUTES);
        } catch (Exception e) {
            broker.close();
            throw e;
        }
        return broker;
    }

    /** What {@code kafka.brokers} is set to. */
    public String address() {
        return address;
    }

    public void createTopic(String topic, int partitions) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
        }
    }

    /**
     * Sends the lines in their order, each to the partition chosen for it; all are acknowledged. A
     * producer that stands still is given up, and its topic made anew: on a busy machine one was
     * seen to wait for ever on a partition, with a broker that had nothing to do.
     */
    public void produce(String topic, List<byte[]> lines, ToIntFunction<byte[]> partition)
            throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                send(topic, lines, partition);
                return;
            } catch (ExecutionException e) {
                if (attempt == ATTEMPTS || !(e.getCause() instanceof RetriableException)) {
                    throw e;
                }
                emptyTopic(topic);
            }
        }
    }

    private void send(String topic, List<byte[]> lines, ToIntFunction<byte[]> partition)
            throws Exception {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        address,
                        "acks",
                        "all",
                        "enable.idempotence",
                        false,
                        "max.in.flight.requests.per.connection",
                        1,
                        "delivery.timeout.ms",
                        90_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (byte[] line : lines) {
                sent.add(
                        producer.send(
                                new ProducerRecord<>(
                                        topic,
                                        partition.applyAsInt(line),
                                        RECORD_TIME,
                                        null,
                                        line)));
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }

    private void emptyTopic(String topic) throws Exception {
        try (Admin admin = admin()) {
            int partitions =
                    admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic)
                            .partitions()
                            .size();
            admin.deleteTopics(List.of(topic)).all().get();
            Await.until(
                    "the topic is gone", () -> !admin.listTopics().names().get().contains(topic));
            createTopic(topic, partitions);
        }
    }

    /** Every record that a topic holds now. */
    public List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(each -> new TopicPartition(topic, each.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }

    private Admin admin() {
        return Admin.create(
                Map.of(
                        "bootstrap.servers",
                        address,
                        "request.timeout.ms",
                        5000,
                        "default.api.timeout.ms",
                        120_000));
    }

    private static JavaProcess java(Path log, String... mainAndArguments) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Xmx512m"));
        arguments.addAll(List.of(mainAndArguments));
        return JavaProcess.start(log, System.getProperty("java.class.path"), Map.of(), arguments);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String properties(Path folder, String address, String controller) {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@%2$s
        listeners=PLAINTEXT://%1$s,CONTROLLER://%2$s
        advertised.listeners=PLAINTEXT://%1$s
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
        log.dirs=%3$s
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        broker.session.timeout.ms=120000
        log.message.timestamp.after.max.ms=9223372036854775807
        log.retention.ms=-1
        """
                .formatted(address, controller, folder.resolve("data"));
    }
}
