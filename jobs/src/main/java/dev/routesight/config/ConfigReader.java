package dev.routesight.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a {@link JobConfig} from, each over the one before: defaults, a YAML file, the environment,
 * settings {@code key=value}.
 */
public final class ConfigReader {
    private record Given(String key, Object value, String where) {}

    private Path file;
    private Map<String, String> environment = Map.of();
    private final List<Given> given = new ArrayList<>();

    ConfigReader() {}

    /** A YAML file with dotted or nested keys; null for none. */
    public ConfigReader file(Path yaml) {
        this.file = yaml;
        return this;
    }

    /** From which only the variables that may hold secrets are read. */
    public ConfigReader environment(Map<String, String> variables) {
        this.environment = new HashMap<>(variables);
        return this;
    }

    /**
     * A setting {@code key=value}, the value in YAML.
     *
     * @throws ConfigurationException when it has another form or gives a secret
     */
    public ConfigReader set(String setting) {
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new ConfigurationException("--set needs key=value, not '" + setting + "'");
        }
        String key = setting.substring(0, equals).strip();
        String where = "--set";
        Object value = YamlSettings.value(setting.substring(equals + 1), where + ": " + key);
        refuseSecrets(key, value);
        given.add(new Given(key, value, where));
        return this;
    }

    /**
     * A value that an argument of its own gives, such as {@code --dataset}: text or a list of it;
     * null when it was not given.
     */
    public ConfigReader argument(Option<?> option, Object value, String argument) {
        if (value != null) {
            given.add(new Given(option.key(), value, argument));
        }
        return this;
    }

    /**
     * Reads and checks everything.
     *
     * @throws ConfigurationException naming the key, and file and line where known
     */
    public JobConfig read() {
        Settings settings = new Settings();
        if (file != null) {
            YamlSettings.read(file, settings);
        }
        Options.ENVIRONMENT.forEach(
                (variable, key) -> {
                    String value = environment.get(variable);
                    if (value != null) {
                        settings.put(key, value, variable);
                    }
                });
        given.forEach(each -> settings.put(each.key(), each.value(), each.where()));
        try {
            return JobConfig.from(settings);
        } catch (BadSetting bad) {
            throw settings.refused(bad);
        }
    }

    private static void refuseSecrets(String key, Object value) {
        boolean secret = Options.find(key).map(Option::secret).orElse(false);
        if (secret
                || Secrets.isNamed(key)
                || value instanceof Map<?, ?> map && Secrets.anyIn(map)) {
            throw new ConfigurationException(
                    "--set: "
                            + key
                            + ": a secret does not belong on a command line, where others can read"
                            + " it; use "
                            + variableFor(key));
        }
    }

    private static String variableFor(String key) {
        return Options.ENVIRONMENT.entrySet().stream()
                .filter(entry -> entry.getValue().equals(key))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(variable -> "the variable " + variable)
                .orElse("the configuration file");
    }
}
