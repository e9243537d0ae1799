namespace Matchmaking.Platform.Data;

/// <summary>What the database itself watches over, whatever path a write takes.</summary>
public static class Triggers
{
    /// <summary>A role's places are counted by the database when a write commits, and the check on the row then refuses one too many.
    /// Not before: one write may free a place and give it on, and its statements come in any order. The row is locked before the count,
    /// so that of two writes at once the later one counts what the earlier one left.</summary>
    public const string CountPlaces = """
        create or replace function count_places() returns trigger language plpgsql as $$
        declare
            counted uuid := coalesce(new.role_id, old.role_id);
        begin
            perform from role where id = counted for no key update;
            update role set taken = places.held
            from (select count(*)::int as held from commitment where role_id = counted and state in ('Active', 'Done')) places
            where id = counted and taken <> places.held;
            return null;
        end $$;
        drop trigger if exists count_places on commitment;
        create constraint trigger count_places after insert or update of state or delete on commitment
            deferrable initially deferred for each row execute function count_places();
        """;

    /// <summary>Trail entries are only added, and removed once they are 24 months old.</summary>
    public const string KeepTrail = """
        create function keep_trail() returns trigger language plpgsql as $$
        begin
            if tg_op = 'DELETE' and old.at < now() - interval '24 months' then return old; end if;
            raise exception 'trail entries are only added';
        end $$;
        create trigger keep_trail before update or delete on trail_entry for each row execute function keep_trail();
        """;

    /// <summary>Newer news of one kind about one thing take the place of those a person has not read.</summary>
    public const string NewestNews = """
        create function newest_news() returns trigger language plpgsql as $$
        begin
            delete from notification
            where person_id = new.person_id and kind = new.kind and about_id = new.about_id and read_at is null and id <> new.id and at <= new.at;
            return null;
        end $$;
        create trigger newest_news after insert on notification for each row execute function newest_news();
        """;
}
