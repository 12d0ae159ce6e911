package dev.kassa.edge;

import dev.kassa.tls.Tls;
import java.util.List;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * How the edge speaks TLS.
 *
 * @param tls what it shows; followed when it changes, with nothing that is under way cut off
 * @param clients what is asked of those who call
 */
public record EdgeTls(Tls tls, Clients clients) {
    /** Whether a caller shows a certificate; one that is shown must be the authority's. A key is needed all the same. */
    public enum Clients {
        /** None is asked for. */
        IGNORED,
        /** One may be shown. */
        OPTIONAL,
        /** Without one there is no connection. */
        REQUIRED
    }

    public EdgeTls {
        if (clients != Clients.IGNORED && !tls.hasAuthority()) {
            throw new IllegalArgumentException("certificates of clients can only be checked against an authority");
        }
    }

    List<ConnectionFactory> connectionFactories(HttpConfiguration http) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setSslContext(tls.context());
        context.setWantClientAuth(clients == Clients.OPTIONAL);
        context.setNeedClientAuth(clients == Clients.REQUIRED);
        tls.onChange(() -> follow(context));
        // There is one certificate, so a name that is not in it finds no other: what the client makes of it is its
        // matter.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return List.of(
                new SslConnectionFactory(context, HttpVersion.HTTP_1_1.asString()), new HttpConnectionFactory(http));
    }

    /** Handshakes from now on are made with the new context; connections that are open keep theirs. */
    private void follow(SslContextFactory.Server context) {
        try {
            context.reload(changed -> changed.setSslContext(tls.context()));
        } catch (Exception e) {
            throw new IllegalStateException("the edge stays with the certificate that it has", e);
        }
    }
}
