package dev.kassa.standalone.cli;

import dev.kassa.standalone.node.StartException;
import dev.kassa.tls.DevelopmentAuthority;
import dev.kassa.tls.TlsException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code certs}: an authority for development, and certificates of it. Again: the authority stays, the others are renewed. */
@Command(
        name = "certs",
        description = {
            "Makes a certificate authority for development, and certificates for a server and a client.",
            "Run again, it keeps the authority and renews the others; a Kassa that uses them takes them up by itself."
        },
        mixinStandardHelpOptions = true)
public final class CertsCommand implements Callable<Integer> {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");

    @Option(names = "--out", defaultValue = "var/certs", description = "The folder (default ${DEFAULT-VALUE}).")
    private Path out = Path.of("var/certs");

    @Option(names = "--host", description = "A further host name or address of the server; may be repeated.")
    private List<String> hosts = new ArrayList<>();

    @Option(
            names = "--name",
            description = "A further client, such as core or connectors, each its own principal; may be repeated.")
    private List<String> names = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<String> serverHosts = new ArrayList<>(LOOPBACK);
        serverHosts.addAll(hosts);
        Instant now = Instant.now();
        try {
            DevelopmentAuthority authority = DevelopmentAuthority.in(out, now);
            authority.issue("server", serverHosts, now);
            authority.issue("client", List.of(), now);
            names.forEach(name -> authority.issue(checked(name), List.of(), now));
        } catch (TlsException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
        PrintWriter console = spec.commandLine().getOut();
        console.printf(
                "%s: ca.pem, server.pem and client.pem, each with its .key of mode 0600. For development only.%n"
                        + "  ./kassa up --tls %s%n"
                        + "  curl --cacert %s/ca.pem https://127.0.0.1:8080/health/ready%n",
                out, out, out);
        console.flush();
        return 0;
    }

    private static String checked(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}") || name.equals("ca")) {
            throw new StartException("a name is of small letters, digits and hyphens, and not ca: " + name);
        }
        return name;
    }
}
