package dev.kassa.edge;

import static dev.kassa.schema.ErrorCode.UNAUTHENTICATED;

import dev.kassa.edge.access.Caller;
import dev.kassa.edge.problem.Refusal;
import dev.kassa.edge.render.SessionJson;
import dev.kassa.edge.session.Session;
import dev.kassa.edge.session.Sessions;
import java.io.IOException;

/** Signing in with a key, and out again. */
record SessionCalls(Intake intake, Sessions sessions, boolean secure) {
    void begin(Exchange exchange) throws IOException {
        if (exchange.header("Authorization") == null) {
            throw new Refusal(UNAUTHENTICATED, "Sign in with Authorization: Bearer and an API key.");
        }
        Caller caller = intake.caller(exchange);
        exchange.notes().by(caller.actor());
        Session session = sessions.begin(caller.actor());
        exchange.answerHeader("Set-Cookie", cookie(sessions.cookie(session), Sessions.seconds(), secure));
        exchange.answerJson(201, SessionJson.session(caller, sessions.token(session)));
    }

    /** Nobody, where neither a key is shown nor a session's cookie: that is an answer, and no mistake of a page that asks. */
    void get(Exchange exchange) throws IOException {
        Session session = sessions.of(exchange.cookie(Sessions.COOKIE));
        if (session == null && exchange.header("Authorization") == null) {
            exchange.answerJson(200, SessionJson.nobody());
            return;
        }
        Caller caller = intake.caller(exchange);
        exchange.answerJson(200, SessionJson.session(caller, session == null ? null : sessions.token(session)));
    }

    void end(Exchange exchange) {
        Session session = sessions.of(exchange.cookie(Sessions.COOKIE));
        if (session != null) {
            exchange.notes().by(session.actor());
            sessions.end(session);
        }
        exchange.answerHeader("Set-Cookie", cookie("", 0, secure));
        exchange.answerNothing();
    }

    /** @param secure whether it is sent over TLS only */
    static String cookie(String value, long seconds, boolean secure) {
        return Sessions.COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + seconds
                + (secure ? "; Secure" : "");
    }
}
