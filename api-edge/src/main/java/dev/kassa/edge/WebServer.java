package dev.kassa.edge;

import dev.kassa.edge.problem.Problem;
import dev.kassa.schema.ErrorCode;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Javalin on Jetty, set up for few cores: one acceptor, one selector, and a virtual thread for each request. */
final class WebServer {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int THREADS_MAX = 16;
    private static final int THREADS_MIN = 4;
    private static final int HEADER_BYTES_MAX = 8 * 1024;
    private static final int BACKLOG = 1024;

    private WebServer() {}

    static Javalin start(EdgeSettings settings, List<Route> routes, Door door) {
        return Javalin.create(config -> {
                    settle(config, settings);
                    for (Route route : routes) {
                        config.routes.addHttpHandler(route.method(), route.path(), http -> door.admit(route, http));
                    }
                    config.routes.exception(HttpResponseException.class, door::refuse);
                })
                .start();
    }

    private static void settle(JavalinConfig config, EdgeSettings settings) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.generateEtags = false;
        config.http.prefer405over404 = true;
        config.router.ignoreTrailingSlashes = false;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, THREADS_MIN);
        threads.setName("edge-http");
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("edge-request-", 0).factory()));
        config.jetty.threadPool = threads;
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(new ProblemErrorHandler(new SecurityHeaders(settings.tls() != null)));
            server.addBean(new NetworkConnectionLimit(settings.limits().connectionsMax(), server));
            server.setStopTimeout(0);
        });
        config.jetty.modifyServletContextHandler(
                context -> context.getServletHandler().setDecodeAmbiguousURIs(true));
        config.jetty.addConnector((server, _) -> connector(server, settings));
    }

    private static Connector connector(Server server, EdgeSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEADER_BYTES_MAX);
        SecurityHeaders headers = new SecurityHeaders(settings.tls() != null);
        http.addCustomizer((request, answer) -> {
            headers.putInto(answer);
            return request;
        });
        // Order numbers may hold a slash or a percent sign; in a path they come encoded.
        http.setUriCompliance(UriCompliance.from("DEFAULT,AMBIGUOUS_PATH_SEPARATOR,AMBIGUOUS_PATH_ENCODING"));
        EdgeTls tls = settings.tls();
        List<ConnectionFactory> protocols =
                tls == null ? List.of(new HttpConnectionFactory(http)) : tls.connectionFactories(http);
        ServerConnector connector = new ServerConnector(server, 1, 1, protocols.toArray(ConnectionFactory[]::new));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.limits().idle().toMillis());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setReuseAddress(true);
        return connector;
    }

    /** Tells what Jetty refuses before any route sees it, such as headers that are too long, as problems too. */
    private static final class ProblemErrorHandler extends ErrorHandler {
        private final SecurityHeaders headers;

        ProblemErrorHandler(SecurityHeaders headers) {
            this.headers = headers;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            int status = response.getStatus();
            String requestId = RequestIds.of(null);
            LOG.debug("request {} was refused with {} before it was read", requestId, status);
            headers.putInto(response.getHeaders());
            response.getHeaders().put(RequestIds.HEADER, requestId);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
            Problem problem = status >= 500
                    ? Problem.internal(request.getHttpURI().getPath(), requestId)
                    : new Problem(
                            ErrorCode.MALFORMED_REQUEST.code(),
                            ErrorCode.MALFORMED_REQUEST.title(),
                            status,
                            "The request's line or headers could not be read.",
                            String.valueOf(request.getHttpURI().getPath()),
                            requestId,
                            List.of());
            response.write(true, ByteBuffer.wrap(problem.bytes()), callback);
            return true;
        }
    }
}
