package dev.kassa.edge.geo;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The countries of IP addresses. Thread-safe; asks no network. A database that is missing or broken is told once in the log,
 * and has no countries: a payment is never refused for it.
 *
 * <p>The file is read into memory once, so that it may be replaced while Kassa runs; the new one holds from the next start.
 */
public final class Countries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Countries.class);
    private static final Pattern CODE = Pattern.compile("[A-Z]{2}");

    private final @Nullable Reader database;
    private final AtomicBoolean broken = new AtomicBoolean();

    private Countries(@Nullable Reader database) {
        this.database = database;
    }

    /** Without a database. */
    public static Countries unknown() {
        return new Countries(null);
    }

    /** Those of a database; null: none is set. */
    public static Countries by(@Nullable Path file) {
        if (file == null) {
            return unknown();
        }
        try {
            Reader reader = new Reader(file.toFile(), Reader.FileMode.MEMORY, new CHMCache());
            LOG.info(
                    "countries by {} of {}",
                    reader.getMetadata().databaseType(),
                    reader.getMetadata().buildTime());
            return new Countries(reader);
        } catch (IOException | RuntimeException e) {
            LOG.warn("no countries: {} cannot be read as a GeoIP database: {}", file, e.toString());
            return unknown();
        }
    }

    /** Whether there is a database to ask. */
    public boolean known() {
        return database != null && !broken.get();
    }

    /**
     * The ISO 3166 alpha-2 code of the country that an address is in; null where it is not known, or the text is no address.
     *
     * @param address IPv4 or IPv6, in figures
     */
    public @Nullable String of(String address) {
        if (database == null || broken.get()) {
            return null;
        }
        InetAddress parsed;
        try {
            parsed = InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
        if (isPrivate(parsed)) {
            return null;
        }
        try {
            Map<?, ?> row = database.get(parsed, Map.class);
            return row == null ? null : country(row);
        } catch (IOException | RuntimeException e) {
            // What is in memory does not mend itself.
            if (!broken.getAndSet(true)) {
                LOG.warn("no countries any more: the GeoIP database is broken: {}", e.toString());
            }
            return null;
        }
    }

    /** Addresses that nobody routes are in no country, though some databases place them in one. */
    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean carrierGrade = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 0x40;
        return uniqueLocal
                || carrierGrade
                || address.isSiteLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress();
    }

    /** MaxMind's own databases nest the code, the openly licensed ones have it as their one field. */
    private static @Nullable String country(Map<?, ?> row) {
        Object code =
                row.get("country") instanceof Map<?, ?> country ? country.get("iso_code") : row.get("country_code");
        return code instanceof String text && CODE.matcher(text).matches() ? text : null;
    }

    @Override
    public void close() {
        if (database != null) {
            try {
                database.close();
            } catch (IOException e) {
                LOG.warn("the GeoIP database did not close", e);
            }
        }
    }
}
