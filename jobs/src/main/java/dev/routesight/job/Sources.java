package dev.routesight.job;

import dev.routesight.config.JobConfig;
import dev.routesight.config.KafkaConfig;
import dev.routesight.event.Decoded;
import dev.routesight.source.DecoderFactory;
import dev.routesight.source.EventClock;
import dev.routesight.source.EventFiles;
import dev.routesight.source.EventRecords;
import dev.routesight.source.SplitBySize;
import java.time.Duration;
import java.util.Collection;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/** The sources that a job reads. */
public final class Sources {
    private static final long PIECE_BYTES = 64L << 20;
    private static final String READ_EVENTS = "read-events";

    private Sources() {}

    /**
     * Files.
     *
     * @param untilMillis when the log was taken, epoch milliseconds; Long.MAX_VALUE checks no time
     * @param pieces whether one file may be read in pieces; for BATCH only
     */
    public static DataStream<Decoded> files(
            StreamExecutionEnvironment env,
            JobConfig config,
            Collection<java.nio.file.Path> files,
            long untilMillis,
            boolean pieces) {
        Path[] paths = files.stream().map(file -> new Path(file.toUri())).toArray(Path[]::new);
        FileSource<Decoded> source =
                FileSource.forBulkFileFormat(new EventFiles(decoders(config), untilMillis), paths)
                        .setFileEnumerator(
                                () ->
                                        pieces
                                                ? new SplitBySize(PIECE_BYTES)
                                                : new NonSplittingRecursiveEnumerator())
                        .build();
        return env.fromSource(source, clock(config), READ_EVENTS).uid(READ_EVENTS);
    }

    /**
     * Files that are put into a folder one after the other, without end: each in whole, when the
     * one before has been read.
     */
    static DataStream<Decoded> arriving(
            StreamExecutionEnvironment env, JobConfig config, java.nio.file.Path folder) {
        FileSource<Decoded> source =
                FileSource.forBulkFileFormat(
                                new EventFiles(decoders(config), Long.MAX_VALUE),
                                new Path(folder.toUri()))
                        .setFileEnumerator(NonSplittingRecursiveEnumerator::new)
                        .monitorContinuously(Duration.ofMillis(100))
                        .build();
        // a reader without a file would hold the watermark back
        Duration outOfOrderness = config.session().outOfOrderness();
        return env.fromSource(source, EventClock.atHeartbeats(outOfOrderness), READ_EVENTS)
                .setParallelism(1)
                .uid(READ_EVENTS);
    }

    /** Kafka, by topics or pattern. */
    public static DataStream<Decoded> kafka(StreamExecutionEnvironment env, JobConfig config) {
        KafkaConfig kafka = config.kafka();
        kafka.requireSource();
        Properties properties = new Properties();
        properties.putAll(kafka.properties());
        KafkaSourceBuilder<Decoded> source =
                KafkaSource.<Decoded>builder()
                        .setProperties(properties)
                        .setBootstrapServers(kafka.brokers())
                        .setGroupId(kafka.groupId())
                        .setStartingOffsets(start(kafka))
                        .setDeserializer(new EventRecords(decoders(config)));
        if (kafka.topics().isEmpty()) {
            source.setTopicPattern(Pattern.compile(kafka.topicPattern()));
        } else {
            source.setTopics(kafka.topics());
        }
        if (kafka.bounded()) {
            source.setBounded(OffsetsInitializer.latest());
        }
        WatermarkStrategy<Decoded> clock = clock(config);
        if (!kafka.idleness().isZero() && !kafka.bounded()) {
            clock = clock.withIdleness(kafka.idleness());
        }
        // with an end, alignment may pause a finished partition, which fails the job (FLINK-39728)
        if (!kafka.maxDrift().isZero() && !kafka.bounded()) {
            clock =
                    clock.withWatermarkAlignment(
                            READ_EVENTS, kafka.maxDrift(), Duration.ofMillis(200));
        }
        return env.fromSource(source.build(), clock, READ_EVENTS).uid(READ_EVENTS);
    }

    private static OffsetsInitializer start(KafkaConfig kafka) {
        return switch (kafka.start()) {
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
        };
    }

    private static WatermarkStrategy<Decoded> clock(JobConfig config) {
        return EventClock.strategy(config.session().outOfOrderness());
    }

    private static DecoderFactory decoders(JobConfig config) {
        return new DecoderFactory(
                config.session().maxSkew().toMillis(),
                config.malformedRawBytes(),
                config.textMaxCharacters(),
                config.cues());
    }
}
