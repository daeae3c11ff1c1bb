package dev.routesight.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Flink cluster as its scripts start it: a JobManager and TaskManagers in processes of their own,
 * and its command line client, all with nothing but Flink on the class path.
 */
public final class FlinkCluster implements AutoCloseable {
    private static final Path SHIPPED = Path.of("../conf/flink-config.yaml");
    private static final Pattern JOB_ID = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final String BASH_RESULT = "BASH_JAVA_UTILS_EXEC_RESULT:";
    private final Path folder;
    private final String classPath = FlinkClassPath.get();
    private final String address;
    private final FlinkRest rest;
    private final List<JavaProcess> processes = new ArrayList<>();
    private List<String> opens;
    private List<String> taskManagerParameters;
    private int started;

    private FlinkCluster(Path folder, String address) {
        this.folder = folder;
        this.address = address;
        this.rest = new FlinkRest(address);
    }

    /** Starts a JobManager and a TaskManager; all that they write is below the folder. */
    public static FlinkCluster start(Path folder) throws Exception {
        int port = freePort();
        FlinkCluster cluster = new FlinkCluster(folder, "localhost:" + port);
        Files.createDirectories(cluster.logs());
        Files.createDirectories(cluster.temporary());
        Files.writeString(folder.resolve("config.yaml"), cluster.config(port));
        Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
        List<String> main =
                List.of(
                        "-Xmx400m",
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
                        "--configDir",
                        folder.toString());
        cluster.processes.add(cluster.java("jobmanager", Map.of(), main));
        cluster.startTaskManager();
        Await.until("the JobManager answers", cluster.rest::answers);
        return cluster;
    }

    public FlinkRest rest() {
        return rest;
    }

    /** What its processes have on their class path. */
    public List<String> classPath() {
        return List.of(classPath.split(File.pathSeparator));
    }

    /** Where every process writes its log. */
    public Path logs() {
        return folder.resolve("log");
    }

    /** Where TaskManagers keep spilled data, shuffled data and RocksDB's files. */
    public Path temporary() {
        return folder.resolve("tmp");
    }

    /** Where checkpoints and savepoints go. */
    public Path snapshots() {
        return folder.resolve("snapshots");
    }

    /** The command lines of all processes so far, clients included. */
    public List<List<String>> commands() {
        return processes.stream().map(JavaProcess::command).toList();
    }

    /** Starts another TaskManager with the parameters that Flink's own script would give it. */
    public JavaProcess startTaskManager() throws Exception {
        if (taskManagerParameters == null) {
            taskManagerParameters = taskManagerParameters();
        }
        JavaProcess process = java("taskmanager", Map.of(), taskManagerParameters);
        processes.add(process);
        return process;
    }

    /** The TaskManager that was started last. */
    public JavaProcess taskManager() {
        return processes.stream()
                .filter(each -> each.command().stream().anyMatch(TASK_MANAGER::equals))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /**
     * Submits the job's jar with Flink's client, detached.
     *
     * @param options of the client, such as {@code -s SAVEPOINT} or {@code -Dkey=value}
     * @return the job's id
     */
    public String submit(
            Map<String, String> environment,
            List<String> options,
            String mainClass,
            String... arguments)
            throws Exception {
        List<String> all = new ArrayList<>(List.of("run", "-d", "-m", address));
        all.addAll(options);
        all.addAll(List.of("-c", mainClass, Path.of("target/routesight.jar").toString()));
        all.addAll(Arrays.asList(arguments));
        String said = client(environment, all);
        Matcher id = JOB_ID.matcher(said);
        if (!id.find()) {
            throw new AssertionError("not submitted: " + said);
        }
        return id.group(1);
    }

    /** Stops a job with a savepoint and returns where that is. */
    public String stop(String job) throws Exception {
        String said = client(Map.of(), List.of("stop", "-m", address, job));
        Matcher path = Pattern.compile("Path: (\\S+)").matcher(said);
        if (!path.find()) {
            throw new AssertionError("not stopped: " + said);
        }
        return path.group(1);
    }

    /** Cancels a job and waits until its tasks have ended. */
    public void cancel(String job) throws Exception {
        rest.cancel(job);
        rest.await(job, "CANCELED");
    }

    /** Runs Flink's command line client and returns what it said. */
    private String client(Map<String, String> environment, List<String> arguments)
            throws Exception {
        List<String> main = new ArrayList<>(List.of("-Xmx400m"));
        main.add("org.apache.flink.client.cli.CliFrontend");
        main.addAll(arguments);
        JavaProcess client = java("client", environment, main);
        processes.add(client);
        client.waitFor();
        return Files.readString(logs().resolve("client-" + started + ".out"));
    }

    private List<String> taskManagerParameters() throws Exception {
        JavaProcess tool =
                java(
                        "parameters",
                        Map.of(),
                        List.of(
                                "org.apache.flink.runtime.util.bash.BashJavaUtils",
                                "GET_TM_RESOURCE_PARAMS",
                                "--configDir",
                                folder.toString()));
        tool.waitFor();
        List<String> results =
                Files.readAllLines(logs().resolve("parameters-" + started + ".out")).stream()
                        .filter(line -> line.startsWith(BASH_RESULT))
                        .map(line -> line.substring(BASH_RESULT.length()))
                        .toList();
        List<String> parameters = new ArrayList<>(List.of(results.get(0).strip().split(" +")));
        parameters.addAll(List.of(TASK_MANAGER, "--configDir", folder.toString()));
        parameters.addAll(List.of(results.get(1).strip().split(" +")));
        return parameters;
    }

    private JavaProcess java(String role, Map<String, String> environment, List<String> arguments)
            throws IOException {
        String name = role + "-" + ++started;
        List<String> all = new ArrayList<>(opens);
        all.add("-Dlog.file=" + logs().resolve(name + ".log"));
        all.add("-Dlog4j.configurationFile=" + folder.resolve("log4j2.properties"));
        all.add("-Djava.io.tmpdir=" + temporary());
        all.addAll(arguments);
        Map<String, String> variables = new java.util.HashMap<>(environment);
        variables.put("FLINK_CONF_DIR", folder.toString());
        return JavaProcess.start(logs().resolve(name + ".out"), classPath, variables, all);
    }

    @Override
    public void close() throws InterruptedException {
        for (JavaProcess process : processes) {
            process.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static final String TASK_MANAGER =
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

    private static final String LOGGING =
            """
            rootLogger.level = INFO
            rootLogger.appenderRef.file.ref = file
            appender.file.type = File
            appender.file.name = file
            appender.file.fileName = ${sys:log.file}
            appender.file.layout.type = PatternLayout
            appender.file.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
            """;

    /** The shipped configuration, with what is of this place. */
    private String config(int restPort) throws IOException {
        YAMLMapper yaml = new YAMLMapper();
        ObjectNode config = (ObjectNode) yaml.readTree(SHIPPED.toFile());
        String own =
                """
                jobmanager.rpc.address: localhost
                jobmanager.rpc.port: %1$d
                rest.address: localhost
                rest.bind-address: localhost
                rest.port: %2$d
                taskmanager.host: localhost
                taskmanager.numberOfTaskSlots: 4
                taskmanager.memory.process.size: 1200m
                taskmanager.memory.managed.size: 48m
                taskmanager.memory.network.min: 96m
                taskmanager.memory.network.max: 96m
                taskmanager.network.compression.codec: NONE
                io.tmp.dirs: %3$s
                process.working-dir: %3$s/work
                execution.checkpointing.dir: %4$s/checkpoints
                execution.checkpointing.savepoint-dir: %4$s/savepoints
                heartbeat.interval: 500
                heartbeat.timeout: 30000
                restart-strategy.exponential-delay.initial-backoff: 500ms
                restart-strategy.exponential-delay.max-backoff: 1s
                """
                        .formatted(freePort(), restPort, temporary(), snapshots().toUri());
        opens = List.of(config.path("env.java.opts.all").asText().split(" "));
        config.setAll((ObjectNode) yaml.readTree(own));
        return yaml.writeValueAsString(config);
    }
}
