package dev.kassa.edge.geo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a database of IPv4 with one range in it, as MaxMind DB File Format 2.0 has it: a tree with a node per bit of the
 * range, sixteen zeros, the range's row, and the description of the file.
 */
final class TinyDatabase {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private TinyDatabase() {}

    /** @param row texts, and maps of texts */
    static byte[] of(String address, int prefixBits, Map<String, Object> row) {
        TinyDatabase database = new TinyDatabase();
        database.tree(InetAddress.ofLiteral(address).getAddress(), prefixBits);
        database.file.writeBytes(new byte[16]);
        database.map(row);
        database.file.writeBytes(new byte[] {(byte) 0xab, (byte) 0xcd, (byte) 0xef});
        database.file.writeBytes("MaxMind.com".getBytes(UTF_8));
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("binary_format_major_version", 2);
        description.put("binary_format_minor_version", 0);
        description.put("build_epoch", 1_772_366_400L);
        description.put("database_type", "Tiny-Country");
        description.put("description", Map.of("en", "one range"));
        description.put("ip_version", 4);
        description.put("languages", new String[] {"en"});
        description.put("node_count", prefixBits);
        description.put("record_size", 24);
        database.map(description);
        return database.file.toByteArray();
    }

    /** What is off the way to the range is told by the number of nodes; the row is the first behind the tree. */
    private void tree(byte[] address, int prefixBits) {
        for (int bit = 0; bit < prefixBits; bit++) {
            boolean right = (address[bit / 8] >> (7 - bit % 8) & 1) == 1;
            int onward = bit + 1 < prefixBits ? bit + 1 : prefixBits + 16;
            record(right ? prefixBits : onward);
            record(right ? onward : prefixBits);
        }
    }

    private void record(int node) {
        file.write(node >> 16);
        file.write(node >> 8);
        file.write(node);
    }

    private void map(Map<String, ?> fields) {
        file.write(7 << 5 | fields.size());
        fields.forEach((name, value) -> {
            text(name);
            value(value);
        });
    }

    private void value(Object value) {
        switch (value) {
            case String text -> text(text);
            case Integer number -> number(5, 2, number);
            case Long number -> {
                file.write(8);
                file.write(9 - 7);
                bytes(8, number);
            }
            case String[] texts -> {
                file.write(texts.length);
                file.write(11 - 7);
                for (String text : texts) {
                    text(text);
                }
            }
            case Map<?, ?> nested -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                nested.forEach((name, inner) -> fields.put((String) name, inner));
                map(fields);
            }
            default -> throw new IllegalArgumentException("no such type here: " + value);
        }
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (bytes.length < 29) {
            file.write(2 << 5 | bytes.length);
        } else {
            file.write(2 << 5 | 29);
            file.write(bytes.length - 29);
        }
        file.writeBytes(bytes);
    }

    private void number(int type, int size, long number) {
        file.write(type << 5 | size);
        bytes(size, number);
    }

    private void bytes(int size, long number) {
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
            file.write((int) (number >> shift));
        }
    }
}
