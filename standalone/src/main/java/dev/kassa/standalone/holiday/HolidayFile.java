package dev.kassa.standalone.holiday;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads holidays: JSON as the project holiday-cn writes it, {@code {"days": [{"name", "date", "isOffDay"}]}}, or CSV with the
 * columns {@code date,name,business_day}.
 */
final class HolidayFile {
    private static final List<String> COLUMNS = List.of("date", "name", "business_day");
    private static final int NAME_CHARACTERS_MAX = 100;

    private final Path file;
    private final Map<LocalDate, Holiday> days = new TreeMap<>();

    private HolidayFile(Path file) {
        this.file = file;
    }

    /**
     * The days of a file, by date.
     *
     * @throws HolidayFileException where the file cannot be read, or a day of it is not one; it names the place
     */
    static List<Holiday> read(Path file) throws HolidayFileException {
        HolidayFile read = new HolidayFile(file);
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
                read.json(JsonMapper.shared().readTree(text));
            } else {
                read.csv(text);
            }
        } catch (NoSuchFileException e) {
            throw new HolidayFileException("there is no file " + file);
        } catch (IOException | JacksonException e) {
            throw new HolidayFileException("cannot read " + file + ": " + e.getMessage());
        }
        if (read.days.isEmpty()) {
            throw new HolidayFileException(file + " names no day");
        }
        return List.copyOf(read.days.values());
    }

    private void json(JsonNode content) throws HolidayFileException {
        JsonNode all = content.path("days");
        if (!all.isArray()) {
            throw new HolidayFileException(file + ": expected an object with days, each of name, date and isOffDay");
        }
        for (int i = 0; i < all.size(); i++) {
            String at = "days[" + i + "]";
            JsonNode day = all.get(i);
            if (!day.path("isOffDay").isBoolean()) {
                throw wrong(
                        at, "isOffDay", "true or false", day.path("isOffDay").toString());
            }
            add(
                    at,
                    day.path("date").asString(""),
                    day.path("name").asString(""),
                    !day.path("isOffDay").booleanValue());
        }
    }

    private void csv(Reader text) throws IOException, HolidayFileException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser parser = format.parse(text)) {
            if (!parser.getHeaderNames().containsAll(COLUMNS)) {
                throw new HolidayFileException(
                        "%s: expected the columns %s, not %s".formatted(file, COLUMNS, parser.getHeaderNames()));
            }
            for (CSVRecord row : parser) {
                String at = "line " + parser.getCurrentLineNumber();
                if (!row.isConsistent()) {
                    throw new HolidayFileException("%s, %s: expected %d columns, not %d"
                            .formatted(file, at, parser.getHeaderNames().size(), row.size()));
                }
                String word = row.get("business_day").strip();
                if (!List.of("true", "false").contains(word)) {
                    throw wrong(at, "business_day", "true or false", word);
                }
                add(at, row.get("date").strip(), row.get("name").strip(), word.equals("true"));
            }
        }
    }

    private void add(String at, String date, String name, boolean businessDay) throws HolidayFileException {
        if (name.isEmpty() || name.length() > NAME_CHARACTERS_MAX) {
            throw wrong(at, "name", "1 to " + NAME_CHARACTERS_MAX + " characters", name);
        }
        Holiday day = new Holiday(date(at, date), name, businessDay);
        Holiday other = days.putIfAbsent(day.date(), day);
        if (other != null && !other.equals(day)) {
            throw new HolidayFileException("%s, %s: %s is there twice, and not the same".formatted(file, at, date));
        }
    }

    private LocalDate date(String at, String text) throws HolidayFileException {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1970 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeException e) {
            throw wrong(at, "date", "a date such as 2026-10-01", text);
        }
        throw wrong(at, "date", "a date of the years 1970 to 9999", text);
    }

    private HolidayFileException wrong(String at, String field, String expected, String found) {
        return new HolidayFileException(
                "%s, %s: expected %s to be %s, not %s".formatted(file, at, field, expected, found));
    }
}
