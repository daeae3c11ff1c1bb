package dev.routesight.config;

import static dev.routesight.config.BadSetting.unless;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Where live events come from, and how event time is made of them. */
public record KafkaConfig(
        String brokers,
        List<String> topics,
        String topicPattern,
        String groupId,
        KafkaStart start,
        boolean bounded,
        String outcomeTopic,
        String alertTopic,
        String recommendationTopic,
        Map<String, String> properties,
        Duration idleness,
        Duration maxDrift)
        implements Serializable {

    private static final Map<String, Option<?>> HAVE_A_KEY =
            Map.of("bootstrap.servers", Options.KAFKA_BROKERS, "group.id", Options.KAFKA_GROUP_ID);

    public KafkaConfig {
        topics = List.copyOf(topics);
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
        unless(
                topics.isEmpty() || topicPattern.isEmpty(),
                Options.KAFKA_TOPIC_PATTERN,
                "cannot be combined with kafka.topics");
        for (String topic : topics) {
            unless(isTopic(topic), Options.KAFKA_TOPICS, notATopic(topic));
        }
        try {
            Pattern.compile(topicPattern);
        } catch (PatternSyntaxException e) {
            throw new BadSetting(
                    Options.KAFKA_TOPIC_PATTERN, "not a regular expression: " + e.getDescription());
        }
        unless(!groupId.isEmpty(), Options.KAFKA_GROUP_ID, "must not be empty");
        if (!outcomeTopic.isEmpty()) {
            checkTopic(Options.KAFKA_OUTCOME_TOPIC, brokers, topics, topicPattern, outcomeTopic);
        }
        if (!alertTopic.isEmpty()) {
            checkTopic(Options.KAFKA_ALERT_TOPIC, brokers, topics, topicPattern, alertTopic);
            unless(
                    !alertTopic.equals(outcomeTopic),
                    Options.KAFKA_ALERT_TOPIC,
                    "must not be kafka.outcome-topic");
        }
        if (!recommendationTopic.isEmpty()) {
            checkTopic(
                    Options.KAFKA_RECOMMENDATION_TOPIC,
                    brokers,
                    topics,
                    topicPattern,
                    recommendationTopic);
            unless(
                    !recommendationTopic.equals(outcomeTopic)
                            && !recommendationTopic.equals(alertTopic),
                    Options.KAFKA_RECOMMENDATION_TOPIC,
                    "must not be kafka.outcome-topic or kafka.alert-topic");
        }
        for (String name : properties.keySet()) {
            unless(
                    !HAVE_A_KEY.containsKey(name),
                    Options.KAFKA_PROPERTIES,
                    name + " has a key of its own, " + ownKey(name));
        }
    }

    private static void checkTopic(
            Option<?> key, String brokers, List<String> topics, String topicPattern, String topic) {
        unless(isTopic(topic), key, notATopic(topic));
        unless(!brokers.isEmpty(), key, "needs kafka.brokers");
        unless(
                !topics.contains(topic) && !Pattern.matches(topicPattern, topic),
                key,
                topic + " is among the topics that are read");
    }

    private static boolean isTopic(String name) {
        return name.matches("[A-Za-z0-9._-]{1,249}") && !name.equals(".") && !name.equals("..");
    }

    private static String notATopic(String name) {
        return "'" + name + "' cannot be a topic's name";
    }

    static KafkaConfig from(Settings settings) {
        return new KafkaConfig(
                settings.get(Options.KAFKA_BROKERS),
                settings.get(Options.KAFKA_TOPICS),
                settings.get(Options.KAFKA_TOPIC_PATTERN),
                settings.get(Options.KAFKA_GROUP_ID),
                settings.get(Options.KAFKA_START),
                settings.get(Options.KAFKA_BOUNDED),
                settings.get(Options.KAFKA_OUTCOME_TOPIC),
                settings.get(Options.KAFKA_ALERT_TOPIC),
                settings.get(Options.KAFKA_RECOMMENDATION_TOPIC),
                settings.get(Options.KAFKA_PROPERTIES),
                settings.get(Options.WATERMARK_IDLENESS),
                settings.get(Options.WATERMARK_MAX_DRIFT));
    }

    /**
     * Checks that there is something to read, which only a job that reads Kafka needs.
     *
     * @throws ConfigurationException naming the missing key
     */
    public void requireSource() {
        if (brokers.isEmpty()) {
            throw new ConfigurationException("kafka.brokers: must be given to read from Kafka");
        }
        if (topics.isEmpty() && topicPattern.isEmpty()) {
            throw new ConfigurationException(
                    "kafka.topics: must be given to read from Kafka (or kafka.topic-pattern)");
        }
    }

    /** Everything but secrets. */
    @Override
    public String toString() {
        return "KafkaConfig[brokers="
                + brokers
                + ", topics="
                + topics
                + ", topicPattern="
                + topicPattern
                + ", groupId="
                + groupId
                + ", start="
                + start
                + ", bounded="
                + bounded
                + ", outcomeTopic="
                + outcomeTopic
                + ", alertTopic="
                + alertTopic
                + ", recommendationTopic="
                + recommendationTopic
                + ", properties="
                + Secrets.masked(properties)
                + ", idleness="
                + Durations.format(idleness)
                + ", maxDrift="
                + Durations.format(maxDrift)
                + "]";
    }

    private static String ownKey(String property) {
        Option<?> option = HAVE_A_KEY.get(property);
        return option == null ? "" : option.key();
    }
}
