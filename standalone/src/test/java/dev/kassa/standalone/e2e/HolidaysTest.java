package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.holiday.HolidaysCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Holidays of a file, imported into a running house, move the day on which money becomes available. */
@ExtendWith(House.Shared.class)
class HolidaysTest {
    private static final String FESTIVAL = """
            {"days": [
              {"name": "festival", "date": "2026-01-17", "isOffDay": false},
              {"name": "festival", "date": "2026-01-19", "isOffDay": true},
              {"name": "festival", "date": "2026-01-20", "isOffDay": true}]}""";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int imported(House house, String content, String calendar) throws IOException {
        Path file = Files.writeString(folder.resolve("days.json"), content);
        return new CommandLine(new HolidaysCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "import",
                        file.toString(),
                        "--calendar",
                        calendar,
                        "--url",
                        house.url().toString(),
                        "--operator-key",
                        house.operatorKey());
    }

    /** The day on which a business date's money is due, of a merchant that is settled two business days later. */
    private static String dueOn(Api merchant, String orderNo, String date) {
        Answer paid = merchant.post("/v1/payments", """
                {"order_no": "%s", "amount": 10000, "currency": "EUR", "occurred_at": "%sT12:00:00Z"}""".formatted(orderNo, date));
        assertThat(paid.status()).as(paid.text()).isEqualTo(201);
        Answer settled =
                merchant.post("/v1/settlements", "{\"currency\": \"EUR\", \"business_date\": \"%s\"}".formatted(date));
        assertThat(settled.status()).as(settled.text()).isEqualTo(201);
        return settled.field("due_on");
    }

    @Test
    void days_that_were_imported_are_counted_from_then_on(House house) throws IOException {
        Api merchant = house.newMerchant();
        String id =
                merchant.post("/v1/payments", House.payment("today", 10_000)).field("merchant_id");
        Answer terms = house.operator()
                .change(
                        "PATCH",
                        "/v1/merchants/" + id,
                        "{\"settlement\": {\"calendar\": \"FESTIVE\", \"term_days\": 2}}");
        assertThat(terms.status()).as(terms.text()).isEqualTo(200);
        assertThat(dueOn(merchant, "before", "2026-01-09")).isEqualTo("2026-01-13");

        int status = imported(house, FESTIVAL, "FESTIVE");

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString()).contains("FESTIVE: 3 of 3 days, 3 new, 0 changed, 0 as they were");
        assertThat(house.operator().get("/v1/holidays/FESTIVE-2026-01-19").text())
                .contains("\"name\":\"festival\"", "\"business_day\":false");
        // Friday the 16th; Saturday is worked, and Monday and Tuesday are off: the second business day is Wednesday.
        assertThat(dueOn(merchant, "after", "2026-01-16")).isEqualTo("2026-01-21");
    }

    @Test
    void a_second_import_changes_only_what_is_otherwise(House house) throws IOException {
        imported(house, FESTIVAL, "MERRY");

        int status = imported(
                house,
                FESTIVAL.replace("2026-01-20\", \"isOffDay\": true", "2026-01-20\", \"isOffDay\": false"),
                "MERRY");

        assertThat(status).as(err.toString()).isZero();
        assertThat(out.toString()).endsWith("MERRY: 3 of 3 days, 0 new, 1 changed, 2 as they were\n");
    }

    @Test
    void what_cannot_be_put_is_told_of_by_its_day(House house) throws IOException {
        assertThat(new CommandLine(new HolidaysCommand())
                        .setErr(new PrintWriter(err))
                        .setOut(new PrintWriter(out))
                        .execute(
                                "import",
                                Files.writeString(folder.resolve("d.json"), FESTIVAL)
                                        .toString(),
                                "--calendar",
                                "GLUM",
                                "--url",
                                house.url().toString(),
                                "--operator-key",
                                "ko_nobody"))
                .isEqualTo(1);
        assertThat(err.toString()).startsWith("kassa: ");
        assertThat(imported(house, FESTIVAL, "not a name")).isEqualTo(2);
    }
}
