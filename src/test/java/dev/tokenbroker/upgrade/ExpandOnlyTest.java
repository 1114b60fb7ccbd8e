package dev.tokenbroker.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpandOnlyTest {
    private static final String BRINGING = "0.3.0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table event add column request_id varchar(64)",
                "alter table event add column a text, add column b numeric(3, 2)",
                "alter table event add column a text not null default 'a, b'",
                "alter table event add column a boolean not null default false, add b timestamptz not null default now()",
                "create table news (id bigint primary key); create unique index news_id on news (id)",
                "create table news (id bigint); alter table news add check (id > 0); insert into news values (1)",
                "-- beforehand: create index concurrently if not exists event_at on event (at);\n"
                        + "create index if not exists event_at\n  on event (at);",
                "create function f() returns trigger language plpgsql as $$ begin drop table event; return null; end $$",
                "-- drop table event;\ncomment on column event.at is 'drop; it'",
                "set local lock_timeout = '1s'; alter table event add column a text",
            })
    void whatOnlyAddsMayStand(String migration) {
        assertThat(ExpandOnly.complaints(migration, BRINGING)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            drop table event | is not known
            alter table event drop column detail | takes away
            alter table event rename column detail to details | takes away
            alter table event rename to events | takes away
            alter table event alter column version type integer | takes away
            alter table event alter column detail set not null | takes away
            alter table event add constraint c check (version > 0) | takes away
            alter table event add column a text, drop column detail | takes away
            alter table event add column a text not null | refuses the rows
            alter table event add column a uuid default gen_random_uuid() | writes every row
            alter table event add column a text generated always as (type) stored | writes every row
            alter table event add column a bigint references run (id) | looks through every row
            alter table event add column a text unique | looks through every row
            create index event_at on event (at) | keeps writers waiting
            create unique index event_at on event (at) | could refuse
            update event set detail = null | is not known
            delete from event | is not known
            insert into event select * from event | is not known
            truncate event | is not known
            create or replace function note_state_change() returns trigger language sql as $$ select 1 $$ | is not known
            create trigger t after update on event for each row execute function f() | is not known
            create index if not exists event_at on event (at) | keeps writers waiting
            create index concurrently if not exists event_at on event (at) | waits for Flyway
            drop index event_of_pair | is not known
            vacuum full event | is not known
            """)
    void whatTheVersionBeforeCouldNotStandIsRefused(String migration, String why) {
        assertThat(ExpandOnly.complaints(migration, BRINGING))
                .hasSize(1)
                .first()
                .asString()
                .contains(why);
    }

    @Test
    void whatNoVersionThatRunsNeedsMayGo() {
        String migration = "-- contract: 0.2 neither reads nor writes it\nalter table event drop column detail;";

        assertThat(ExpandOnly.complaints(migration, BRINGING)).isEmpty();
    }

    @Test
    void anIndexThatIsMadeBeforehandIsTheOneOfTheMigration() {
        String migration = "-- beforehand: create index concurrently if not exists event_at on event (app);\n"
                + "create index if not exists event_at on event (at);";

        assertThat(ExpandOnly.complaints(migration, BRINGING)).hasSize(1);
    }

    @Test
    void aCommentCoversItsOwnStatementAlone() {
        String migration = "-- contract: 0.2 does not read it\ndrop table a; drop table b;";

        assertThat(ExpandOnly.complaints(migration, BRINGING))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("drop table b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3.0", "0.4"})
    void theVersionThatDropsAThingIsNotTheOneThatCeasesToUseIt(String last) {
        String migration = "-- contract: " + last + " does not read it\ndrop table event;";

        assertThat(ExpandOnly.complaints(migration, BRINGING))
                .hasSize(1)
                .first()
                .asString()
                .contains("side by side");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- contract: it is not needed", "-- contract: 0.2", "-- contract:"})
    void aCommentThatNamesNoVersionOrNoReasonCoversNothing(String comment) {
        assertThat(ExpandOnly.complaints(comment + "\ndrop table event;", BRINGING))
                .hasSize(1);
    }
}
