package dev.kassa.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** The few forms of ASN.1's distinguished encoding (X.690) that a certificate is written in. Pure. */
final class Der {
    private static final Instant GENERALIZED_FROM = Instant.parse("2050-01-01T00:00:00Z");
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter GENERALIZED =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return element(0x30, joined.toByteArray());
    }

    static byte[] integer(BigInteger value) {
        return element(0x02, value.toByteArray());
    }

    static byte[] yes() {
        return element(0x01, new byte[] {(byte) 0xff});
    }

    static byte[] octets(byte[] bytes) {
        return element(0x04, bytes);
    }

    /** @param unused bits at the end that do not count */
    static byte[] bits(int unused, byte... bytes) {
        byte[] content = new byte[bytes.length + 1];
        content[0] = (byte) unused;
        System.arraycopy(bytes, 0, content, 1, bytes.length);
        return element(0x03, content);
    }

    /** The {@code [number]} of a choice or an optional field. */
    static byte[] tagged(int number, boolean constructed, byte[] content) {
        return element((constructed ? 0xa0 : 0x80) | number, content);
    }

    /** As RFC 5280 wants it: two digits of the year until 2049, four from then on. */
    static byte[] time(Instant at) {
        return at.isBefore(GENERALIZED_FROM)
                ? element(0x17, UTC.format(at).getBytes(US_ASCII))
                : element(0x18, GENERALIZED.format(at).getBytes(US_ASCII));
    }

    static byte[] oid(String dotted) {
        int[] arcs = Arrays.stream(dotted.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(arcs[0] * 40 + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arcs[i] >>> shift != 0) {
                    content.write(0x80 | ((arcs[i] >>> shift) & 0x7f));
                }
            }
            content.write(arcs[i] & 0x7f);
        }
        return element(0x06, content.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int from = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - from));
            out.write(length, from, length.length - from);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
