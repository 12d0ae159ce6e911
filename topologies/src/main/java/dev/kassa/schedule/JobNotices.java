package dev.kassa.schedule;

import org.jspecify.annotations.Nullable;

/** What people are told of runs. Pure. */
final class JobNotices {
    static final String FAILED = "job_failed";
    static final String LATE = "job_late";

    private JobNotices() {}

    /** Of a job, and of the merchants that it ran for: the same however often it is said. */
    static String id(String kind, String job, @Nullable String timezone) {
        return timezone == null ? kind + ":" + job : kind + ":" + job + ":" + timezone;
    }

    static String failed(JobRun run) {
        return "Job " + run.job() + scope(run) + " failed: " + run.message();
    }

    static String late(JobRun run, JobDefinition job) {
        return "Job " + run.job() + scope(run) + " is not done "
                + job.lateAfter().toMinutes() + " minutes after its time.";
    }

    private static String scope(JobRun run) {
        return run.timezone() == null ? "" : " for " + run.timezone();
    }

    /** Whether a run's success settles what was said: of an earlier run, of the same merchants or of some of them. */
    static boolean settles(JobRun run, String noticeId, String subjectId) {
        if (subjectId.equals(run.id())) {
            return false;
        }
        for (String kind : new String[] {FAILED, LATE}) {
            String ofJob = id(kind, run.job(), run.timezone());
            if (noticeId.equals(ofJob) || run.timezone() == null && noticeId.startsWith(ofJob + ":")) {
                return true;
            }
        }
        return false;
    }
}
