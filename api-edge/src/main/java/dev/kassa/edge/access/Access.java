package dev.kassa.edge.access;

import static dev.kassa.schema.ErrorCode.FORBIDDEN;
import static dev.kassa.schema.ErrorCode.MALFORMED_REQUEST;
import static dev.kassa.schema.ErrorCode.NOT_FOUND;
import static dev.kassa.schema.ErrorCode.UNAUTHENTICATED;
import static dev.kassa.schema.ErrorCode.UNAVAILABLE;

import dev.kassa.avro.ApiKeyFact;
import dev.kassa.edge.problem.Refusal;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Knows callers by their keys, and which merchant they mean. Thread-safe. */
public final class Access {
    /** The header in which an operator or import key names the merchant. */
    public static final String MERCHANT_HEADER = "Kassa-Merchant";

    private static final String BEARER = "Bearer ";
    private static final Caller OPERATOR = new Caller.Operator();
    private static final byte[] NO_HASH = new byte[32];

    private final Merchants merchants;
    private final Function<String, @Nullable ApiKeyFact> platformKeys;
    private final KeyHash keyHash;
    private final byte[] operatorKeyHash;
    private final InstantSource clock;
    private final BooleanSupplier caughtUp;

    /**
     * @param platformKeys the platform's own keys by id; null where there is none of an id
     * @param operatorKeyHash what {@code keyHash} makes of the operator's key
     * @param caughtUp whether the table of merchants holds all that the log held at the start
     */
    public Access(
            Merchants merchants,
            Function<String, @Nullable ApiKeyFact> platformKeys,
            KeyHash keyHash,
            byte[] operatorKeyHash,
            InstantSource clock,
            BooleanSupplier caughtUp) {
        this.merchants = merchants;
        this.platformKeys = platformKeys;
        this.keyHash = keyHash;
        this.operatorKeyHash = operatorKeyHash.clone();
        this.clock = clock;
        this.caughtUp = caughtUp;
    }

    /**
     * Who sends this {@code Authorization} header.
     *
     * @throws Refusal unauthenticated; unavailable while the table of keys is being read
     */
    public Caller caller(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw new Refusal(UNAUTHENTICATED, "Send Authorization: Bearer and an API key.");
        }
        String text = authorization.substring(BEARER.length()).trim();
        byte[] hash = keyHash.of(text);
        if (MessageDigest.isEqual(hash, operatorKeyHash)) {
            return OPERATOR;
        }
        if (!caughtUp.getAsBoolean()) {
            throw new Refusal(UNAVAILABLE, "The keys are being read; ask again shortly.");
        }
        return keyHolder(text, hash);
    }

    /**
     * Who had signed in with a key, as that key stands now.
     *
     * @param actor as {@link Caller#actor()} named it then
     * @throws Refusal unauthenticated where the key is no more; unavailable while the table of keys is being read
     */
    public Caller again(String actor) {
        if (actor.equals(OPERATOR.actor())) {
            return OPERATOR;
        }
        if (!caughtUp.getAsBoolean()) {
            throw new Refusal(UNAVAILABLE, "The keys are being read; ask again shortly.");
        }
        String keyId = actor.substring(Math.min(actor.length(), Caller.KEY_ACTOR.length()));
        ApiKeyFact platform = platformKeys.apply(keyId);
        if (platform != null) {
            return staff(keyId, platform);
        }
        Merchants.Key key = merchants.key(keyId);
        if (key == null || isExpired(key)) {
            throw new Refusal(UNAUTHENTICATED, "The key that was signed in with is no more.");
        }
        return holder(keyId, key);
    }

    private Caller keyHolder(String text, byte[] hash) {
        String keyId = ApiKey.idOf(text);
        ApiKeyFact platform = keyId == null ? null : platformKeys.apply(keyId);
        if (keyId != null && platform != null) {
            return staff(keyId, platform, hash);
        }
        Merchants.Key key = keyId == null ? null : merchants.key(keyId);
        // A key that is not known is compared all the same, so that the time taken does not tell which ids exist.
        boolean same = MessageDigest.isEqual(hash, key == null ? NO_HASH : key.hash());
        if (keyId == null || key == null || !same || isExpired(key)) {
            throw new Refusal(UNAUTHENTICATED, "This API key is not known, or has expired.");
        }
        return holder(keyId, key);
    }

    private static Caller holder(String keyId, Merchants.Key key) {
        return new Caller.KeyHolder(
                keyId,
                key.merchantId(),
                key.fact().getScopes(),
                key.fact().getRateLimitPerSecond(),
                key.fact().getSigning());
    }

    private static Caller staff(String keyId, ApiKeyFact key, byte[] hash) {
        byte[] kept = new byte[key.getHash().remaining()];
        key.getHash().duplicate().get(kept);
        if (!MessageDigest.isEqual(hash, kept)) {
            throw new Refusal(UNAUTHENTICATED, "This API key is not known, or has expired.");
        }
        return staff(keyId, key);
    }

    private static Caller staff(String keyId, ApiKeyFact key) {
        return new Caller.Staff(keyId, key.getScopes(), key.getRateLimitPerSecond());
    }

    private boolean isExpired(Merchants.Key key) {
        Long expiresAtMs = key.fact().getExpiresAtMs();
        return expiresAtMs != null && expiresAtMs <= clock.millis();
    }

    /**
     * The merchant that a call is about.
     *
     * @param named the {@code Kassa-Merchant} header
     * @throws Refusal malformed_request where one must be named, forbidden where it is another's, not_found
     */
    public String merchant(Caller caller, @Nullable String named) {
        return switch (caller) {
            case Caller.Operator _, Caller.Staff _ -> known(required(named));
            case Caller.KeyHolder holder -> {
                String merchant = holder.mayImport() ? required(named) : named == null ? holder.merchantId() : named;
                if (!merchant.equals(holder.merchantId())) {
                    throw new Refusal(FORBIDDEN, "This key is of another merchant than " + MERCHANT_HEADER + " names.");
                }
                yield merchant;
            }
        };
    }

    private static String required(@Nullable String named) {
        if (named == null) {
            throw new Refusal(
                    MALFORMED_REQUEST, "Name the merchant in the " + MERCHANT_HEADER + " header: the key is of none.");
        }
        return named;
    }

    private String known(String merchant) {
        if (merchants.contains(merchant)) {
            return merchant;
        }
        if (!caughtUp.getAsBoolean()) {
            throw new Refusal(UNAVAILABLE, "The merchants are being read; ask again shortly.");
        }
        throw new Refusal(NOT_FOUND, "There is no merchant as " + MERCHANT_HEADER + " names it.");
    }
}
