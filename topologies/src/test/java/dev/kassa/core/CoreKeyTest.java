package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.AddKey;
import dev.kassa.avro.ApiKeyFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.RevokeKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A merchant's keys over the core's topology. */
class CoreKeyTest {
    private static final List<String> MERCHANT_SCOPE = List.of("merchant");

    private final CoreDriver core = new CoreDriver();

    @BeforeEach
    void noRepliesYet() {
        core.replies();
    }

    @AfterEach
    void close() {
        core.close();
    }

    private Reply send(SpecificRecordBase command) {
        core.send(CoreDriver.MERCHANT, null, ReplyWhen.CONCLUDED, command);
        return core.reply();
    }

    private static AddKey add(String keyId, @Nullable Integer overlapHours) {
        return new AddKey(
                CoreDriver.MERCHANT,
                keyId,
                ByteBuffer.wrap(new byte[] {1}),
                MERCHANT_SCOPE,
                "",
                overlapHours,
                null,
                "none");
    }

    private static RevokeKey revoke(String keyId) {
        return new RevokeKey(CoreDriver.MERCHANT, keyId);
    }

    private static List<String> keys(Reply reply) {
        return ((MerchantFact) reply.getBody())
                .getKeys().stream().map(ApiKeyFact::getKeyId).toList();
    }

    @Test
    void anotherKeyStandsBesideTheFirst() {
        Reply reply = send(add("second", null));

        assertThat(reply.getStatus()).isEqualTo(201);
        assertThat(keys(reply)).hasSize(2).contains("second");
    }

    @Test
    void aRotatedKeyIsGoneAfterTheOverlap() {
        Reply rotated = send(add("second", 24));
        assertThat(keys(rotated)).as("both hold for a while").hasSize(2);
        core.passes(Duration.ofHours(24));

        assertThat(keys(send(add("third", null)))).containsExactly("second", "third");
    }

    @Test
    void withoutOverlapTheOldKeyIsGoneAtOnce() {
        assertThat(keys(send(add("second", 0)))).containsExactly("second");
    }

    @Test
    void aRevokedKeyIsInNoLaterFact() {
        send(add("second", null));

        Reply revoked = send(revoke("second"));

        assertThat(revoked.getStatus()).isEqualTo(200);
        assertThat(keys(revoked)).hasSize(1).doesNotContain("second");
        assertThat(send(revoke("second")).getCode()).isEqualTo("not_found");
    }

    @Test
    void theTwentyFirstKeyIsTooMany() {
        for (int i = 2; i <= 20; i++) {
            assertThat(send(add("key" + i, null)).getStatus()).isEqualTo(201);
        }

        assertThat(send(add("key21", null)).getCode()).isEqualTo("limit_exceeded");
        assertThat(send(add("key22", 0)).getStatus()).as("the others make room").isEqualTo(201);
    }

    @Test
    void aMerchantThatThereIsNotHasNoKeys() {
        core.send("nobody", null, ReplyWhen.CONCLUDED, new RevokeKey("nobody", "key"));

        assertThat(core.reply().getCode()).isEqualTo("not_found");
    }
}
