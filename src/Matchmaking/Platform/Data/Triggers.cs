namespace Matchmaking.Platform.Data;

/// <summary>What the database itself watches over, whatever path a write takes.</summary>
public static class Triggers
{
    /// <summary>A role's places are counted by the database; the check on the row then refuses one too many.</summary>
    public const string CountPlaces = """
        create function count_places() returns trigger language plpgsql as $$
        declare
            before int := 0;
            after int := 0;
        begin
            if tg_op <> 'INSERT' and old.state in ('Active', 'Done') then before := 1; end if;
            if tg_op <> 'DELETE' and new.state in ('Active', 'Done') then after := 1; end if;
            if before <> after then
                update role set taken = taken + after - before where id = coalesce(new.role_id, old.role_id);
            end if;
            return null;
        end $$;
        create trigger count_places after insert or update of state or delete on commitment for each row execute function count_places();
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
