package dev.kassa.standalone.cli;

import dev.kassa.standalone.node.StartException;
import dev.kassa.standalone.settings.RoleSettings;
import dev.kassa.standalone.settings.Setting;
import dev.kassa.tls.Tls;
import dev.kassa.tls.TlsException;
import dev.kassa.tls.TlsFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which certificate this process shows, and whose it trusts: a folder, or files one by one. */
final class TlsOptions {
    @Option(
            names = "--tls",
            paramLabel = "DIR",
            description = "Folder with server.pem, server.key and ca.pem, as ./kassa certs makes it.")
    private @Nullable Path folder;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain in PEM, its own first.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its private key: PKCS #8 in PEM, mode 0600.")
    private @Nullable Path key;

    @Option(
            names = "--tls-client-ca",
            paramLabel = "FILE",
            description = "Authority in PEM that certifies those who call this process and whom it calls.")
    private @Nullable Path authority;

    /** As the settings of a role say it. */
    static TlsOptions of(RoleSettings settings) {
        TlsOptions options = new TlsOptions();
        options.folder = settings.fileIfGiven(Setting.TLS);
        options.certificate = settings.fileIfGiven(Setting.TLS_CERTIFICATE);
        options.key = settings.fileIfGiven(Setting.TLS_KEY);
        options.authority = settings.fileIfGiven(Setting.TLS_AUTHORITY);
        return options;
    }

    /**
     * What the options say; null where they say nothing.
     *
     * @throws StartException where they contradict one another, or the files cannot be used
     */
    @Nullable
    Tls read() {
        TlsFiles files = files();
        try {
            return files == null ? null : Tls.of(files);
        } catch (TlsException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable TlsFiles files() {
        if (folder != null) {
            if (certificate != null || key != null) {
                throw new StartException("name either a folder with --tls or files with --tls-cert and --tls-key.");
            }
            TlsFiles inFolder = TlsFiles.in(folder);
            return authority == null ? inFolder : new TlsFiles(inFolder.certificate(), inFolder.key(), authority);
        }
        if (certificate != null && key != null) {
            return new TlsFiles(certificate, key, authority);
        }
        if (certificate != null || key != null) {
            throw new StartException("a certificate and its key belong together: give --tls-cert and --tls-key.");
        }
        if (authority != null) {
            throw new StartException("--tls-client-ca checks nobody without TLS: give --tls-cert and --tls-key too.");
        }
        return null;
    }
}
