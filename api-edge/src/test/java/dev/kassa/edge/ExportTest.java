package dev.kassa.edge;

import static dev.kassa.edge.EdgeUnderTest.ACME;
import static dev.kassa.edge.EdgeUnderTest.READ_ONLY;
import static dev.kassa.edge.EdgeUnderTest.as;
import static dev.kassa.edge.EdgeUnderTest.asOperator;
import static dev.kassa.edge.EdgeUnderTest.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.CancelExport;
import dev.kassa.avro.ExportEnvelope;
import dev.kassa.avro.ExportFact;
import dev.kassa.avro.ExportResultFact;
import dev.kassa.avro.ExportStatusCode;
import dev.kassa.avro.ExportTotalFact;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.RequestExport;
import dev.kassa.avro.TrendOrderFact;
import dev.kassa.edge.audit.Deed;
import dev.kassa.edge.contract.Contract;
import dev.kassa.edge.export.Links;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ExportTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String ID = "exp_01m8q0z5c80002000000000005";
    private static final String OTHERS = "exp_01m8q0z5c80002000000000006";
    private static final String OF_ALL = "exp_01m8q0z5c80002000000000007";
    private static final String OTHER = Facts.key("otherkey");
    private static final String BODY = "{\"kind\": \"payments\", \"format\": \"csv\"}";
    private static final byte[] FILE = "id,amount\npay_1,12.99\n".getBytes(UTF_8);
    private static final String SHA256 = "ab".repeat(32);

    private final EdgeUnderTest edge = new EdgeUnderTest();

    ExportTest() {
        edge.core.exportAnswer = command -> Optional.of(answer(command));
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    /** What a topology would say that refuses nothing. */
    private static Reply answer(ExportEnvelope command) {
        return switch (command.getBody()) {
            case RequestExport asked -> {
                ExportFact fact = fact(ID, asked.getMerchantId(), ExportStatusCode.PENDING);
                fact.setKind(asked.getKind());
                fact.setTrend(asked.getTrend());
                yield FakeCore.reply(202, fact);
            }
            case CancelExport cancelled ->
                FakeCore.reply(200, fact(cancelled.getExportId(), "acme", ExportStatusCode.CANCELLED));
            default -> throw new IllegalArgumentException(command.toString());
        };
    }

    private static ExportFact fact(String id, @Nullable String merchantId, ExportStatusCode status) {
        long nowMs = System.currentTimeMillis();
        boolean done = status == ExportStatusCode.COMPLETED;
        return ExportFact.newBuilder()
                .setId(id)
                .setMerchantId(merchantId)
                .setKind("payments")
                .setFormat("csv")
                .setStatus(status)
                .setAttempt(1)
                .setRows(done ? 2 : 1)
                .setEstimatedRows(4)
                .setResult(done ? result() : null)
                .setRequestedBy("operator")
                .setRequestedAtMs(nowMs)
                .setUpdatedAtMs(nowMs)
                .setFinishedAtMs(done ? nowMs : null)
                .setExpiresAtMs(done ? nowMs + 60_000 : null)
                .setVersion(1)
                .build();
    }

    private static ExportResultFact result() {
        return new ExportResultFact(
                2L,
                List.of(
                        new ExportTotalFact("amount", "EUR", 1L, 1299L),
                        new ExportTotalFact("amount", "GBP", 1L, 5L),
                        new ExportTotalFact("fee", "EUR", 1L, 50L),
                        new ExportTotalFact("fee", "GBP", 1L, 0L)),
                SHA256,
                (long) FILE.length,
                "0:17,1:4",
                ID + "-1.csv",
                "text/csv; charset=utf-8; header=present");
    }

    private ExportFact completed() {
        ExportFact fact = fact(ID, "acme", ExportStatusCode.COMPLETED);
        edge.exports.apply(fact);
        edge.files.byName.put(ID + "-1.csv", FILE);
        return fact;
    }

    private URI link(String key) {
        return URI.create(
                json(edge.get("/v1/exports/" + ID, as(key))).path("url").asString());
    }

    private static HttpResponse<byte[]> download(URI link) throws Exception {
        return send(HttpRequest.newBuilder(link));
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient anybody = HttpClient.newHttpClient()) {
            return anybody.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    @Test
    void an_export_is_asked_for_by_a_merchant() {
        HttpResponse<String> answer = edge.post(
                "/v1/exports",
                "{\"kind\": \"refunds\", \"format\": \"xlsx\", \"from\": \"2011-07-01\", \"to\": \"2011-07-31\"}",
                as(ACME, "Idempotency-Key", "k-1"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains("/v1/exports/" + ID);
        assertThat(json(answer).path("status").asString()).isEqualTo("pending");
        assertThat(edge.core.exportScopes).containsExactly("acme");
        ExportEnvelope sent = edge.core.exportsAsked.getLast();
        assertThat(sent.getIdempotencyKey()).isEqualTo("k-1");
        assertThat(sent.getActor()).isEqualTo("key:acmeacme");
        // July in London begins and ends an hour before it does in UTC
        assertThat(sent.getBody())
                .isEqualTo(new RequestExport(
                        "acme", "Acme <Ltd>", "refunds", "xlsx", 1_309_474_800_000L, 1_312_153_200_000L, true, null));
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(edge.audit.deeds).extracting(Deed::action).containsExactly("export.create"));
        assertThat(edge.audit.deeds.getFirst().subject()).isEqualTo(ID);
    }

    @Test
    void trends_are_asked_for_by_business_date_and_told_as_they_were_asked_for() {
        HttpResponse<String> answer = edge.post("/v1/exports", """
                {"kind": "trends", "format": "csv", "from": "2011-07-01", "to": "2011-07-31", "granularity": "weekly",
                 "by": ["country", "channel"], "channel": "simulator", "currency": "GBP"}""", as(ACME));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        TrendOrderFact trend = new TrendOrderFact("weekly", List.of("channel", "country"), "simulator", null, "GBP");
        // a business date is a date wherever the merchant is
        assertThat(edge.core.exportsAsked.getLast().getBody())
                .isEqualTo(new RequestExport(
                        "acme", "Acme <Ltd>", "trends", "csv", 1_309_478_400_000L, 1_312_156_800_000L, true, trend));
        assertThat(json(answer).path("granularity").asString()).isEqualTo("weekly");
        assertThat(json(answer).path("by").toString()).isEqualTo("[\"channel\",\"country\"]");
        assertThat(json(answer).path("country").isNull()).isTrue();
    }

    @Test
    void the_operator_asks_for_all_merchants_or_for_the_one_that_is_named() {
        edge.post("/v1/exports", BODY, asOperator());
        edge.post("/v1/exports", BODY, asOperator("Kassa-Merchant", "acme"));

        assertThat(edge.core.exportScopes).containsExactly("*", "acme");
        assertThat(((RequestExport) edge.core.exportsAsked.getFirst().getBody()).getMerchantId())
                .isNull();
    }

    @Test
    void an_export_that_was_asked_for_is_seen_at_once() {
        edge.post("/v1/exports", BODY, as(ACME));

        assertThat(edge.get("/v1/exports/" + ID, as(ACME)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                            | 422 | /kind",
                "{'kind':'payments'}                                           | 422 | /format",
                "{'kind':'dreams','format':'csv'}                              | 422 | /kind",
                "{'kind':'trends','format':'csv','granularity':'hourly'}       | 422 | /granularity",
                "{'kind':'trends','format':'csv','by':['merchant']}            | 422 | /by",
                "{'kind':'trends','format':'csv','from':'2026-03-01T00:00:00Z'} | 422 | /from must be a date",
                "{'kind':'trends','format':'csv','time':'processing'}          | 422 | /time must be business",
                "{'kind':'trends','format':'csv','currency':'euro'}            | 422 | /currency",
                "{'kind':'payments','format':'csv','granularity':'daily'}      | 422 | /granularity has no meaning for payments",
                "{'kind':'payments','format':'csv','channel':'simulator'}      | 422 | /channel has no meaning for payments",
                "{'kind':'reconciliation','format':'csv'}                      | 422 | cannot be exported yet",
                "{'kind':'payments','format':'doc'}                            | 422 | /format",
                "{'kind':'payments','format':'csv','colour':'red'}             | 422 | /colour",
                "{'kind':'payments','format':'csv','time':'tea'}               | 422 | /time",
                "{'kind':'payments','format':'csv','from':5}                   | 422 | /from",
                "{'kind':'payments','format':'csv','from':''}                  | 422 | /from",
                "{'kind':'payments','format':'csv','from':'yesterday'}         | 422 | /from",
                "{'kind':'payments','format':'csv','from':'2026-02-30'}        | 422 | /from",
                "{'kind':'payments','format':'csv','to':'2026-02-30T00:00:00Z'}| 422 | /to",
                "{'kind':'payments','format':'csv','from':'2026-03-02','to':'2026-03-01'} | 422 | /from must be before",
                "{'kind':'payments','format':'csv','from':'2026-03-02T00:00:00Z','to':'2026-03-02T00:00:00Z'} | 422 | /from must be before",
                "{'kind':'payments','format':'csv','from':'0000-01-01'}        | 422 | /from",
                "{'kind':'payments','format':'csv','to':'9999-12-31'}          | 422 | /to",
                "{'kind':'payments','format':'csv','to':'+999999999-12-31T23:59:59Z'} | 422 | /to",
                "{'kind':'payments','format':'csv','from':'-999999999-01-01T00:00:00Z'} | 422 | /from",
                "{'kind':'balances','format':'csv','from':'2026-03-01'}        | 422 | /from",
                "[]                                                            | 422 | type",
                "{'kind':'payments','format':'csv'                             | 400 | JSON",
            })
    void what_makes_no_sense_is_refused_with_its_place(String body, int status, String said) {
        HttpResponse<String> answer = edge.post("/v1/exports", body.replace('\'', '"'), as(ACME));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(said);
        assertThat(edge.core.exportsAsked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"payments\",\"format\":\"csv\",\"from\":\"0001-02-01\",\"to\":\"9999-12-01\"}",
                "{\"kind\":\"journal\",\"format\":\"pdf\",\"from\":\"2026-03-01\",\"to\":\"2026-03-01\"}",
                "{\"kind\":\"balances\",\"format\":\"xlsx\",\"to\":\"2026-03-01T12:00:00+08:00\",\"time\":\"processing\"}"
            })
    void what_makes_sense_is_taken(String body) {
        assertThat(edge.post("/v1/exports", body, as(ACME)).statusCode()).isEqualTo(202);
    }

    @Test
    void a_key_that_may_only_read_asks_for_nothing_and_cancels_nothing() {
        completed();

        assertThat(edge.post("/v1/exports", BODY, as(READ_ONLY)).statusCode()).isEqualTo(403);
        assertThat(edge.post("/v1/exports/" + ID + "/cancel", "", as(READ_ONLY)).statusCode())
                .isEqualTo(403);
        assertThat(edge.get("/v1/exports/" + ID, as(READ_ONLY)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/exports", "/v1/exports/" + ID, "/v1/exports/" + ID + "/events"})
    void who_shows_no_key_sees_nothing(String path) {
        assertThat(edge.get(path).statusCode()).isEqualTo(401);
    }

    @Test
    void another_merchants_export_is_not_there() {
        completed();

        assertThat(edge.get("/v1/exports/" + ID, as(OTHER)).statusCode()).isEqualTo(404);
        assertThat(edge.get("/v1/exports/" + ID + "/events", as(OTHER)).statusCode())
                .isEqualTo(404);
        assertThat(edge.post("/v1/exports/" + ID + "/cancel", "{}", as(OTHER)).statusCode())
                .isEqualTo(404);
        assertThat(json(edge.get("/v1/exports", as(OTHER))).path("data")).isEmpty();
        assertThat(edge.get("/v1/exports/" + ID, asOperator("Kassa-Merchant", "other"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(edge.core.exportsAsked).isEmpty();
    }

    @Test
    void an_export_of_all_merchants_is_not_there_for_any_of_them() {
        edge.exports.apply(fact(OF_ALL, null, ExportStatusCode.RUNNING));

        assertThat(edge.get("/v1/exports/" + OF_ALL, as(ACME)).statusCode()).isEqualTo(404);
        assertThat(edge.get("/v1/exports/" + OF_ALL, asOperator()).statusCode()).isEqualTo(200);
    }

    @Test
    void a_completed_export_tells_all_of_its_file_as_the_contract_has_it() {
        completed();

        HttpResponse<String> answer = edge.get("/v1/exports/" + ID, as(ACME));

        Contract.load().check("Export", EdgeUnderTest.JSON.readTree(answer.body()));
        JsonNode export = json(answer);
        assertThat(export.path("progress").asInt()).isEqualTo(100);
        assertThat(export.path("rows").asInt()).isEqualTo(2);
        assertThat(export.path("sha256").asString()).isEqualTo(SHA256);
        assertThat(export.path("position").asString()).isEqualTo("0:17,1:4");
        assertThat(export.path("control_totals").toString())
                .isEqualTo(
                        "[{\"currency\":\"EUR\",\"amount\":1299,\"fee\":50},{\"currency\":\"GBP\",\"amount\":5,\"fee\":0}]");
        assertThat(export.path("url").asString())
                .matches(
                        "http://127\\.0\\.0\\.1:\\d+/v1/exports/" + ID + "/file\\?expires=\\d+&signature=[0-9a-f]{64}");
    }

    @Test
    void what_is_not_finished_has_no_file_and_is_never_whole() {
        ExportFact running = fact(ID, "acme", ExportStatusCode.RUNNING);
        running.setRows(1_000L);
        edge.exports.apply(running);

        JsonNode export = json(edge.get("/v1/exports/" + ID, as(ACME)));

        Contract.load().check("Export", export);
        assertThat(export.path("progress").asInt()).isEqualTo(99);
        assertThat(export.path("url").isNull()).isTrue();
        assertThat(export.path("control_totals").isNull()).isTrue();
    }

    @Test
    void why_it_failed_is_told() {
        ExportFact failed = fact(ID, "acme", ExportStatusCode.FAILED);
        failed.setFailure(new FailureFact("too_many_rows", "It has more than 10 rows."));
        edge.exports.apply(failed);

        assertThat(json(edge.get("/v1/exports/" + ID, as(ACME)))
                        .path("failure")
                        .path("code")
                        .asString())
                .isEqualTo("too_many_rows");
    }

    @Test
    void a_list_is_newest_first_and_goes_on_behind_its_cursor() {
        edge.exports.apply(fact(ID, "acme", ExportStatusCode.COMPLETED));
        edge.exports.apply(fact(OTHERS, "other", ExportStatusCode.RUNNING));
        edge.exports.apply(fact(OF_ALL, null, ExportStatusCode.RUNNING));

        JsonNode first = json(edge.get("/v1/exports?limit=2", asOperator()));
        JsonNode second = json(edge.get(
                "/v1/exports?limit=2&cursor=" + first.path("next_cursor").asString(), asOperator()));

        assertThat(ids(first)).containsExactly(OF_ALL, OTHERS);
        assertThat(ids(second)).containsExactly(ID);
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertThat(ids(json(edge.get("/v1/exports", as(ACME))))).containsExactly(ID);
        assertThat(ids(json(edge.get("/v1/exports?status=running", asOperator("Kassa-Merchant", "other")))))
                .containsExactly(OTHERS);
        assertThat(ids(json(edge.get("/v1/exports?status=completed&kind=refunds", asOperator()))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"status=done", "kind=dreams", "limit=0", "limit=501", "colour=red", "status=running&status=x"})
    void a_list_is_asked_for_in_known_words_only(String query) {
        assertThat(edge.get("/v1/exports?" + query, as(ACME)).statusCode()).isEqualTo(422);
    }

    private static List<String> ids(JsonNode page) {
        return page.path("data")
                .valueStream()
                .map(export -> export.path("id").asString())
                .toList();
    }

    @Test
    void the_file_comes_to_whoever_has_the_link() throws Exception {
        completed();

        HttpResponse<byte[]> file = download(link(ACME));

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(FILE);
        assertThat(file.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8; header=present");
        assertThat(file.headers().firstValueAsLong("Content-Length")).hasValue(FILE.length);
        assertThat(file.headers().firstValue("ETag")).contains("\"" + SHA256 + "\"");
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"kassa-payments-acme-" + ID + ".csv\"");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void a_download_that_broke_off_goes_on_where_it_was() throws Exception {
        completed();
        HttpRequest.Builder rest = HttpRequest.newBuilder(link(ACME))
                .header("Range", "bytes=10-")
                .header("If-Range", "\"" + SHA256 + "\"");

        HttpResponse<byte[]> part = send(rest);

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(FILE, 10, FILE.length));
        assertThat(part.headers().firstValueAsLong("Content-Length")).hasValue(FILE.length - 10);
        assertThat(part.headers().firstValue("Content-Range"))
                .contains("bytes 10-" + (FILE.length - 1) + "/" + FILE.length);
        assertThat(part.headers().firstValue("ETag")).contains("\"" + SHA256 + "\"");
        assertThat(part.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8; header=present");
    }

    @ParameterizedTest(name = "{0}, {1} → {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "bytes=0-4         | none       | 206 | 5",
                "bytes=-5          | none       | 206 | 5",
                "bytes=5-2         | none       | 200 | 22",
                "bytes=0-1,3-4     | none       | 200 | 22",
                "nonsense          | none       | 200 | 22",
                "bytes=0-4         | 'another'  | 200 | 22",
                "bytes=0-4         | W/'same'   | 200 | 22",
                "bytes=0-4         | Wed, 21 Oct 2026 07:28:00 GMT | 200 | 22",
            })
    void a_range_is_kept_to_or_the_file_is_whole(String range, @Nullable String ifRange, int status, int length)
            throws Exception {
        completed();
        HttpRequest.Builder request = HttpRequest.newBuilder(link(ACME)).header("Range", range);
        if (ifRange != null) {
            request.header("If-Range", ifRange.replace('\'', '"').replace("same", SHA256));
        }

        HttpResponse<byte[]> answer = send(request);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).hasSize(length);
        assertThat(answer.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(answer.headers().firstValue("Content-Range").isPresent()).isEqualTo(status == 206);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=22-", "bytes=22-99", "bytes=-0", "bytes=99999999999999999999999-"})
    void bytes_that_the_file_does_not_have_are_refused_with_its_length(String range) throws Exception {
        completed();

        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(link(ACME)).header("Range", range));

        assertThat(answer.statusCode()).isEqualTo(416);
        assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */" + FILE.length);
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        assertThat(EdgeUnderTest.JSON.readTree(answer.body()).path("code").asString())
                .isEqualTo("range_not_satisfiable");
    }

    @Test
    void a_look_tells_of_the_file_what_a_download_would_and_sends_nothing() throws Exception {
        completed();
        URI link = link(ACME);

        HttpResponse<byte[]> look = send(HttpRequest.newBuilder(link).HEAD().header("Range", "bytes=0-4"));

        assertThat(look.statusCode()).isEqualTo(200);
        assertThat(look.body()).isEmpty();
        assertThat(look.headers().firstValueAsLong("Content-Length")).hasValue(FILE.length);
        assertThat(look.headers().firstValue("ETag")).contains("\"" + SHA256 + "\"");
        assertThat(look.headers().firstValue("Accept-Ranges")).contains("bytes");
        String changed = link.toString().replaceFirst("signature=[0-9a-f]", "signature=x");
        assertThat(send(HttpRequest.newBuilder(URI.create(changed)).HEAD()).statusCode())
                .isEqualTo(404);
        edge.files.byName.clear();
        assertThat(send(HttpRequest.newBuilder(link).HEAD()).statusCode()).isEqualTo(410);
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "signature=[0-9a-f]      | signature=x",
                "signature=.*            | signature=" + "00000000000000000000000000000000"
                        + "00000000000000000000000000000000",
                "&signature=.*           | ''",
                "expires=\\d+            | expires=99999999999",
                "expires=                | expires=0",
                "expires=\\d+            | expires=-1",
                "expires=\\d+            | expires=999999999999999999999999",
                "\\?.*                   | ''",
                "000005/file             | 000006/file",
                "signature=              | signature=AB",
            })
    void a_link_that_was_changed_leads_nowhere_and_nobody_is_told_why(String what, String to) throws Exception {
        completed();
        edge.exports.apply(fact(OTHERS, "other", ExportStatusCode.COMPLETED));
        String changed = link(ACME).toString().replaceFirst(what, to.replace("''", ""));

        HttpResponse<byte[]> answer = download(URI.create(changed));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new String(answer.body(), UTF_8))
                .contains("Nothing is here.")
                .doesNotContain("sign");
    }

    @Test
    void a_link_is_gone_when_its_time_is_over_and_the_export_says_so() throws Exception {
        ExportFact fact = completed();
        fact.setExpiresAtMs(System.currentTimeMillis() - 1_000);
        fact.setVersion(2L);
        edge.exports.apply(fact);
        String path = new Links(Facts.KEY_HASH).to(ID, fact.getExpiresAtMs());

        HttpResponse<byte[]> answer = download(edge.uri(path));

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(EdgeUnderTest.JSON.readTree(answer.body()).path("code").asString())
                .isEqualTo("gone");
        JsonNode export = json(edge.get("/v1/exports/" + ID, as(ACME)));
        assertThat(export.path("status").asString()).isEqualTo("expired");
        assertThat(export.path("url").isNull()).isTrue();
    }

    @Test
    void a_link_whose_file_is_deleted_already_is_gone() throws Exception {
        completed();
        URI link = link(ACME);
        edge.files.byName.clear();

        assertThat(download(link).statusCode()).isEqualTo(410);
    }

    @Test
    void an_export_is_cancelled_under_the_key_of_whose_it_is() {
        edge.exports.apply(fact(ID, "acme", ExportStatusCode.RUNNING));

        HttpResponse<String> first = edge.post("/v1/exports/" + ID + "/cancel", "{}", as(ACME));
        HttpResponse<String> second = edge.post("/v1/exports/" + ID + "/cancel", "{}", asOperator());

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(json(first).path("status").asString()).isEqualTo("cancelled");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(edge.core.exportScopes).containsExactly("acme", "acme");
        await().untilAsserted(() -> assertThat(edge.audit.deeds)
                .extracting(Deed::action)
                .containsExactly("export.cancel", "export.cancel"));
    }

    @Test
    void what_is_refused_is_told_with_its_reason() {
        edge.core.exportAnswer = _ -> Optional.of(FakeCore.refusal(422, "limit_exceeded", "Too many are under way."));

        HttpResponse<String> answer = edge.post("/v1/exports", BODY, as(ACME));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("code").asString()).isEqualTo("limit_exceeded");
    }

    @Test
    void where_nobody_works_on_exports_the_caller_is_told_to_come_again() {
        edge.core.exportAnswer = _ -> Optional.empty();

        assertThat(edge.post("/v1/exports", BODY, as(ACME)).statusCode()).isEqualTo(503);
    }

    @Test
    void an_export_is_watched_until_it_is_finished() {
        ExportFact running = fact(ID, "acme", ExportStatusCode.RUNNING);
        edge.exports.apply(running);
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread watcher = Thread.startVirtualThread(() -> watch(lines));
        await().atMost(LONG).until(() -> lines.contains("event: progress"));

        ExportFact further = fact(ID, "acme", ExportStatusCode.RUNNING);
        further.setRows(3L);
        further.setVersion(2L);
        edge.exports.apply(further);
        await().atMost(LONG).until(() -> lines.contains("id: 2"));
        ExportFact done = fact(ID, "acme", ExportStatusCode.COMPLETED);
        done.setVersion(3L);
        edge.exports.apply(done);

        await().atMost(LONG).until(() -> !watcher.isAlive());
        assertThat(lines).contains("event: completed", "id: 3");
        assertThat(lines.stream().filter(line -> line.startsWith("data: ")))
                .hasSize(3)
                .allSatisfy(line -> Contract.load()
                        .check("Export", EdgeUnderTest.JSON.readTree(line.substring("data: ".length()))));
        assertThat(edge.get("/metrics").body()).contains("kassa_export_streams 0.0");
    }

    private void watch(List<String> lines) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Stream<String>> events = client.send(
                    edge.request("/v1/exports/" + ID + "/events", as(ACME))
                            .GET()
                            .build(),
                    BodyHandlers.ofLines());
            assertThat(events.headers().firstValue("Content-Type")).contains("text/event-stream");
            events.body().forEach(lines::add);
        } catch (IOException e) {
            lines.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_caller_watches_no_more_than_may_be_at_once_and_a_stop_keeps_nobody() {
        edge.exports.apply(fact(ID, "acme", ExportStatusCode.RUNNING));
        List<String> lines = new CopyOnWriteArrayList<>();
        List<Thread> watchers = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 16; i++) {
            watchers.add(Thread.startVirtualThread(() -> watch(lines)));
        }
        await().atMost(LONG)
                .until(() -> lines.stream().filter("event: progress"::equals).count() == 16);

        assertThat(edge.get("/v1/exports/" + ID + "/events", as(ACME)).statusCode())
                .isEqualTo(429);
        edge.server.close();

        await().atMost(LONG).until(() -> watchers.stream().noneMatch(Thread::isAlive));
    }
}
