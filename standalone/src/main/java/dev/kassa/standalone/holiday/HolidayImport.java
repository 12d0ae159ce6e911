package dev.kassa.standalone.holiday;

import dev.kassa.standalone.api.ApiProblem;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Brings days into a calendar, those that are not there yet as they are to be. Run again, it changes nothing. */
final class HolidayImport {
    private final HolidayClient client;
    private final String calendar;
    private int added;
    private int changed;
    private int unchanged;

    HolidayImport(HolidayClient client, String calendar) {
        this.client = client;
        this.calendar = calendar;
    }

    /**
     * What was done, so far.
     *
     * @param added days that were not in the calendar
     * @param changed days that were there otherwise
     * @param unchanged days that were there just so
     */
    record Done(int added, int changed, int unchanged) {
        int days() {
            return added + changed + unchanged;
        }
    }

    Done done() {
        return new Done(added, changed, unchanged);
    }

    /**
     * Puts each day, in their order, up to the first that cannot be.
     *
     * @param each told after each day
     */
    void run(List<Holiday> days, Runnable each) throws ApiProblem, InterruptedException {
        int most = HolidayClient.KEYS_MAX;
        for (List<Holiday> some : IntStream.rangeClosed(0, (days.size() - 1) / most)
                .mapToObj(i -> days.subList(i * most, Math.min(days.size(), (i + 1) * most)))
                .toList()) {
            JsonNode known =
                    client.find(some.stream().map(day -> day.id(calendar)).toList());
            for (Holiday day : some) {
                put(day, known.path(day.id(calendar)));
                each.run();
            }
        }
    }

    private void put(Holiday day, JsonNode known) throws ApiProblem, InterruptedException {
        boolean same = known.path("name").asString("").equals(day.name())
                && known.path("business_day").asBoolean(!day.businessDay()) == day.businessDay();
        if (same) {
            unchanged++;
            return;
        }
        try {
            client.put(day.id(calendar), day);
        } catch (ApiProblem e) {
            throw new ApiProblem(day.id(calendar) + ": " + e.getMessage());
        }
        if (known.isMissingNode()) {
            added++;
        } else {
            changed++;
        }
    }
}
