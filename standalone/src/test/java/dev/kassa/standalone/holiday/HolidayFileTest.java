package dev.kassa.standalone.holiday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidayFileTest {
    private static final List<Holiday> THREE = List.of(
            new Holiday(LocalDate.of(2026, 2, 14), "春节", true),
            new Holiday(LocalDate.of(2026, 2, 16), "春节", false),
            new Holiday(LocalDate.of(2026, 2, 17), "Spring Festival, day 2", false));

    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void json_says_which_days_are_off_and_csv_which_are_worked() throws Exception {
        Path json = file("cn.json", """
                {"$schema": "ignored", "year": 2026, "papers": [], "days": [
                  {"name": "春节", "date": "2026-02-16", "isOffDay": true},
                  {"name": "Spring Festival, day 2", "date": "2026-02-17", "isOffDay": true},
                  {"name": "春节", "date": "2026-02-14", "isOffDay": false}]}""");
        Path csv = file("cn.csv", """
                date,name,business_day
                2026-02-16,春节,false
                2026-02-17,"Spring Festival, day 2",false

                2026-02-14,春节,true
                """);

        assertThat(HolidayFile.read(json)).isEqualTo(THREE);
        assertThat(HolidayFile.read(csv)).isEqualTo(THREE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.json | nothing                                                                    | cannot read",
                "a.json | []                                                                         | expected an object with days",
                "a.json | {\"days\": {}}                                                             | expected an object with days",
                "a.json | {\"days\": []}                                                             | names no day",
                "a.json | {\"days\": [7]}                                                            | days[0]: expected isOffDay",
                "a.json | {\"days\": [{\"name\": \"x\", \"date\": \"2026-02-16\"}]}                  | days[0]: expected isOffDay",
                "a.json | {\"days\": [{\"name\": \"x\", \"date\": \"2026-02-30\", \"isOffDay\": true}]} | days[0]: expected date",
                "a.json | {\"days\": [{\"name\": \"x\", \"date\": 20260216, \"isOffDay\": true}]}    | days[0]: expected date",
                "a.json | {\"days\": [{\"name\": \"\", \"date\": \"2026-02-16\", \"isOffDay\": true}]} | days[0]: expected name",
                "a.csv  | date,name;2026-02-16,x                                                     | expected the columns",
                "a.csv  | date,name,business_day                                                     | names no day",
                "a.csv  | date,name,business_day;2026-02-16,x                                        | line 2: expected 3 columns, not 2",
                "a.csv  | date,name,business_day;16.2.2026,x,false                                   | line 2: expected date",
                "a.csv  | date,name,business_day;1869-02-16,x,false                                  | line 2: expected date to be a date of the years 1970",
                "a.csv  | date,name,business_day;2026-02-16,x,no                                     | line 2: expected business_day to be true or false, not no",
                "a.csv  | date,name,business_day;2026-02-16,x,false;2026-02-16,x,true                | line 3: 2026-02-16 is there twice",
            })
    void what_is_no_file_of_holidays_is_refused_with_the_place(String name, String content, String part)
            throws IOException {
        Path file = file(name, content.replace(';', '\n'));

        assertThatThrownBy(() -> HolidayFile.read(file))
                .isInstanceOf(HolidayFileException.class)
                .hasMessageContaining(part)
                .hasMessageContaining(name);
    }

    @Test
    void a_file_that_is_not_there_is_told_of() {
        assertThatThrownBy(() -> HolidayFile.read(folder.resolve("none.json")))
                .hasMessageContaining("there is no file");
    }
}
