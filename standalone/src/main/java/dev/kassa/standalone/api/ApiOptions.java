package dev.kassa.standalone.api;

import dev.kassa.standalone.node.DataFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Whom a verb asks, and with which key: of a data folder, or as it is told. */
public final class ApiOptions {
    private static final String USUAL_URL = "http://127.0.0.1:8080";

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            description = "Where Kassa is; else where that of the data folder is, or " + USUAL_URL + ".")
    private @Nullable URI url;

    @Option(
            names = {"--operator-key", "--key"},
            scope = ScopeType.INHERIT,
            description =
                    "The operator's key, or where a merchant may ask too, a merchant's; else the operator's of the"
                            + " data folder.")
    private @Nullable String key;

    @Option(
            names = "--data",
            defaultValue = "var",
            scope = ScopeType.INHERIT,
            description = "The data folder (default ${DEFAULT-VALUE}).")
    private Path data = Path.of("var");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb = CommandSpec.create();

    /** As told; else where the Kassa of the data folder listens, or last listened; else the usual address. */
    public URI url() {
        if (url != null) {
            return url;
        }
        try {
            return URI.create(DataFolder.endpoints(data).getOrDefault("edge", USUAL_URL));
        } catch (IOException e) {
            // Nothing has run on the folder, or it cannot be read: then its key cannot either.
            return URI.create(USUAL_URL);
        }
    }

    /** @throws ParameterException where none is given, and the data folder has none */
    public String key() {
        if (key != null) {
            return key;
        }
        Path keyFile = data.resolve("operator.key");
        try {
            return Files.readString(keyFile).strip();
        } catch (IOException e) {
            throw new ParameterException(
                    verb.commandLine(),
                    "No key: give one with --operator-key, or the data folder with --data (there is no " + keyFile
                            + " that can be read).");
        }
    }

    /** @throws ParameterException as for {@link #key} */
    public ApiClient open() {
        return new ApiClient(url(), key());
    }
}
