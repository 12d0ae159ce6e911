package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;

import dev.kassa.edge.access.Caller;
import org.jspecify.annotations.Nullable;

/** Who is signed in, as a page sees it. */
public final class SessionJson {
    private SessionJson() {}

    /** That nobody is signed in. */
    public static byte[] nobody() {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("object", "session");
            json.writeNullProperty("actor");
            json.writeNullProperty("merchant_id");
            json.writeBooleanProperty("staff", false);
            json.writeBooleanProperty("operator", false);
            json.writeBooleanProperty("may_approve", false);
            json.writeBooleanProperty("may_write", false);
            json.writeNullProperty("token");
            json.writeEndObject();
        });
    }

    /** @param token goes with the session's writes; null where a key was shown instead */
    public static byte[] session(Caller caller, @Nullable String token) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringProperty("object", "session");
            json.writeStringProperty("actor", caller.actor());
            text(json, "merchant_id", caller instanceof Caller.KeyHolder holder ? holder.merchantId() : null);
            json.writeBooleanProperty("staff", caller.isStaff());
            json.writeBooleanProperty("operator", caller.isOperator());
            json.writeBooleanProperty("may_approve", caller.mayApprove());
            json.writeBooleanProperty("may_write", caller.mayWrite());
            text(json, "token", token);
            json.writeEndObject();
        });
    }
}
