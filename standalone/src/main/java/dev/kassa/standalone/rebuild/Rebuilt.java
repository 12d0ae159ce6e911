package dev.kassa.standalone.rebuild;

import dev.kassa.avro.ViewGenerations;
import dev.kassa.schema.Application;
import dev.kassa.schema.Applications;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import dev.kassa.trend.TrendTopology;
import dev.kassa.view.ViewTopology;
import java.util.List;
import java.util.function.IntFunction;

/** What can be made anew from the log, in generations. */
public enum Rebuilt {
    VIEWS("views", Applications.VIEWS, Topics.VIEW_GENERATIONS, ViewTopology::applicationId, ViewTopology::changelog),
    TRENDS(
            "trends",
            Applications.TREND,
            Topics.TREND_GENERATIONS,
            TrendTopology::applicationId,
            TrendTopology::changelog);

    private final String noun;
    private final Application application;
    private final Topic<ViewGenerations> told;
    private final IntFunction<String> groups;
    private final IntFunction<String> changelogs;

    Rebuilt(
            String noun,
            Application application,
            Topic<ViewGenerations> told,
            IntFunction<String> groups,
            IntFunction<String> changelogs) {
        this.noun = noun;
        this.application = application;
        this.told = told;
        this.groups = groups;
        this.changelogs = changelogs;
    }

    /** What people call them, which is also the verb of {@code ./kassa}. */
    public String noun() {
        return noun;
    }

    /** Where is told which generation serves. */
    Topic<ViewGenerations> told() {
        return told;
    }

    /** By which one rebuild at a time writes that. */
    String writer() {
        return noun + "-rebuild";
    }

    /** The topics that they are made from. */
    List<String> facts() {
        return application.reads().stream()
                .filter(topic -> topic != told)
                .map(Topic::name)
                .toList();
    }

    /** The group of a generation. */
    String group(int generation) {
        return groups.apply(generation);
    }

    String changelog(int generation) {
        return changelogs.apply(generation);
    }
}
