package dev.kassa.standalone.settings;

import dev.kassa.standalone.node.StartException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;

/**
 * A file of properties, with {@code ${env:NAME}} put in. One file may serve several roles: it may hold any key of the
 * catalogue, and properties of Kafka's clients behind {@code kafka.}.
 */
final class SettingsFile {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private SettingsFile() {}

    /**
     * What stands in it, by key.
     *
     * @throws StartException where it cannot be read, holds a key that nobody knows, or names what the environment lacks
     */
    static Map<String, String> read(Path file, Map<String, String> environment) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException("no settings can be read in %s.".formatted(file.toAbsolutePath()), e);
        }
        Map<String, String> given = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> given.put(key, properties.getProperty(key)));
        given.keySet().forEach(key -> requireKnown(key, file));
        EnvVarConfigProvider variables = new EnvVarConfigProvider(environment);
        variables.configure(Map.of());
        Map<String, String> values =
                new ConfigTransformer(Map.of("env", variables)).transform(given).data();
        values.forEach((key, value) -> requireNoVariable(key, value, file));
        return values;
    }

    private static void requireKnown(String key, Path file) {
        Set<String> known = Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.toSet());
        if (known.contains(key)) {
            return;
        }
        Set<String> all = new TreeSet<>(known);
        if (key.startsWith(KafkaProperties.PREFIX)) {
            String name = key.substring(KafkaProperties.PREFIX.length());
            KafkaProperties.check(name);
            if (KafkaProperties.names().contains(name)) {
                return;
            }
            KafkaProperties.names().forEach(property -> all.add(KafkaProperties.PREFIX + property));
        }
        throw new StartException("%s: there is no setting %s%s"
                .formatted(
                        file.toAbsolutePath(),
                        key,
                        NearestName.to(key, all)
                                .map("; the nearest is %s."::formatted)
                                .orElse("; docs/settings.md lists them.")));
    }

    private static void requireNoVariable(String key, String value, Path file) {
        Matcher variable = VARIABLE.matcher(value);
        if (variable.find()) {
            String named = variable.group(1);
            throw new StartException("%s: %s names ${%s}, but %s."
                    .formatted(
                            file.toAbsolutePath(),
                            key,
                            named,
                            named.startsWith("env:")
                                    ? "the environment has no " + named.substring("env:".length())
                                    : "only ${env:NAME} is understood"));
        }
    }
}
