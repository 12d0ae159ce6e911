package dev.kassa.standalone.cli;

import dev.kassa.edge.EdgeTls;
import dev.kassa.edge.EdgeTls.Clients;
import dev.kassa.standalone.node.StartException;
import dev.kassa.standalone.settings.RoleSettings;
import dev.kassa.standalone.settings.Setting;
import dev.kassa.tls.Tls;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the edge speaks TLS. */
final class EdgeTlsOptions {
    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Option(
            names = "--tls-clients",
            paramLabel = "none|optional|required",
            description =
                    "Certificates of those who call: optional where there is an authority, unless told otherwise.")
    private @Nullable String clients;

    /** As the settings of a role say it. */
    static EdgeTlsOptions of(RoleSettings settings) {
        EdgeTlsOptions options = new EdgeTlsOptions();
        options.tls = TlsOptions.of(settings);
        options.clients = settings.textIfGiven(Setting.TLS_CLIENTS);
        return options;
    }

    /** The edge's TLS; null: plain HTTP. */
    @Nullable
    EdgeTls read() {
        Tls read = tls.read();
        if (read == null) {
            if (clients != null) {
                throw new StartException("--tls-clients checks nobody without TLS: give --tls DIR too.");
            }
            return null;
        }
        return new EdgeTls(read, clients(read));
    }

    private Clients clients(Tls read) {
        if (clients == null) {
            return read.hasAuthority() ? Clients.OPTIONAL : Clients.IGNORED;
        }
        Clients wanted = switch (clients.toLowerCase(Locale.ROOT)) {
            case "none" -> Clients.IGNORED;
            case "optional" -> Clients.OPTIONAL;
            case "required" -> Clients.REQUIRED;
            default -> throw new StartException("--tls-clients is none, optional or required.");
        };
        if (wanted != Clients.IGNORED && !read.hasAuthority()) {
            throw new StartException("certificates of clients need an authority: give --tls-client-ca too.");
        }
        return wanted;
    }
}
