package dev.kassa.standalone.holiday;

import dev.kassa.standalone.api.ApiClient;
import dev.kassa.standalone.api.ApiOptions;
import dev.kassa.standalone.api.ApiProblem;
import dev.kassa.standalone.holiday.HolidayImport.Done;
import java.nio.file.Path;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holidays import}: exit status 0 where every day holds, 1 where one does not, 2 where it cannot be run so. */
@Command(
        name = "holidays",
        description = "Brings holidays into the calendars that business days are counted by.",
        mixinStandardHelpOptions = true)
public final class HolidaysCommand {
    private static final String CALENDAR = "[A-Z][A-Z0-9_]{1,31}";

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "import",
            description = "Puts the days of a file: JSON with days of name, date and isOffDay, or CSV with the columns"
                    + " date,name,business_day. Again: changes nothing.",
            mixinStandardHelpOptions = true)
    int importFile(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--calendar", required = true, description = "Of a country, as CN; or a merchant's own.")
                    String calendar)
            throws InterruptedException {
        if (!calendar.matches(CALENDAR)) {
            throw new ParameterException(
                    spec.commandLine(), "Expected --calendar to be a name such as CN or TARGET, not " + calendar + ".");
        }
        try {
            List<Holiday> days = HolidayFile.read(file);
            try (ApiClient client = api.open()) {
                return run(days, calendar, new HolidayImport(new HolidayClient(client), calendar));
            }
        } catch (HolidayFileException | ApiProblem e) {
            spec.commandLine().getErr().println("kassa: " + e.getMessage());
            return 1;
        }
    }

    private int run(List<Holiday> days, String calendar, HolidayImport work) throws ApiProblem, InterruptedException {
        try {
            watched(days, calendar, work);
        } finally {
            Done done = work.done();
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s: %d of %d days, %d new, %d changed, %d as they were%n",
                            calendar, done.days(), days.size(), done.added(), done.changed(), done.unchanged());
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private static void watched(List<Holiday> days, String calendar, HolidayImport work)
            throws ApiProblem, InterruptedException {
        if (System.console() == null || !System.console().isTerminal()) {
            work.run(days, () -> {});
            return;
        }
        try (ProgressBar bar = ProgressBar.builder()
                .setTaskName(calendar)
                .setInitialMax(days.size())
                .setUpdateIntervalMillis(200)
                .build()) {
            work.run(days, bar::step);
        }
    }
}
