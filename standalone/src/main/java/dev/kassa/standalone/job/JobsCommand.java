package dev.kassa.standalone.job;

import dev.kassa.standalone.api.ApiClient;
import dev.kassa.standalone.api.ApiOptions;
import dev.kassa.standalone.api.ApiProblem;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code jobs …}: exit status 0 where it is done, 1 where it is not, or the run that was followed failed; 2 where it cannot be run so. */
@Command(
        name = "jobs",
        description = "Lists, runs, follows and pauses scheduled jobs.",
        mixinStandardHelpOptions = true)
public final class JobsCommand {
    private static final String COMPLETED = "completed";

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Prints what the API answers.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private interface Task {
        int run(JobClient client) throws ApiProblem, InterruptedException;
    }

    @Command(
            name = "list",
            description = "All jobs, when they run next, and how the last run went.",
            mixinStandardHelpOptions = true)
    int list() throws InterruptedException {
        return with(client -> {
            JsonNode jobs = client.list();
            return print(jobs, JobText.jobs(jobs));
        });
    }

    @Command(name = "runs", description = "The runs of a job, newest first.", mixinStandardHelpOptions = true)
    int runs(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--limit", defaultValue = "20", description = "Of so many (default ${DEFAULT-VALUE}).")
                    int limit)
            throws InterruptedException {
        return with(client -> {
            JsonNode runs = client.runs(name, limit);
            return print(runs, JobText.runs(runs));
        });
    }

    @Command(name = "run", description = "Runs a job now.", mixinStandardHelpOptions = true)
    int run(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--reason", required = true, description = "Why; kept with the run and in the audit.")
                    String reason,
            @Option(names = "--follow", description = "Stays until it has ended.") boolean follow)
            throws InterruptedException {
        return with(client -> {
            JsonNode run = client.ask(name, "run", reason);
            return follow ? followed(client, run.path("id").asString("")) : print(run, JobText.line(run) + "\n");
        });
    }

    @Command(
            name = "follow",
            description = "Stays until a run has ended, and tells how it goes.",
            mixinStandardHelpOptions = true)
    int follow(@Parameters(paramLabel = "RUN", description = "The id of a run.") String run)
            throws InterruptedException {
        return with(client -> followed(client, run));
    }

    @Command(name = "pause", description = "Lets no more slots of a job run.", mixinStandardHelpOptions = true)
    int pause(@Parameters(paramLabel = "NAME") String name, @Option(names = "--reason", required = true) String reason)
            throws InterruptedException {
        return with(client -> print(client.ask(name, "pause", reason), name + " is paused.\n"));
    }

    @Command(name = "resume", description = "Lets slots of a job run again.", mixinStandardHelpOptions = true)
    int resume(@Parameters(paramLabel = "NAME") String name, @Option(names = "--reason", required = true) String reason)
            throws InterruptedException {
        return with(client -> {
            JsonNode job = client.ask(name, "resume", reason);
            return print(
                    job, name + " runs next at " + job.path("next_run_at").asString("an hour not known yet") + ".\n");
        });
    }

    private int followed(JobClient client, String id) throws ApiProblem, InterruptedException {
        JsonNode run = client.follow(id, now -> print(now, JobText.line(now) + "\n"));
        return run.path("status").asString("").equals(COMPLETED) ? 0 : 1;
    }

    private int print(JsonNode answer, String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? answer + "\n" : text);
        out.flush();
        return 0;
    }

    private int with(Task task) throws InterruptedException {
        try (ApiClient client = api.open()) {
            return task.run(new JobClient(client));
        } catch (ApiProblem e) {
            spec.commandLine().getErr().println("kassa: " + e.getMessage());
            return 1;
        }
    }
}
