using Matchmaking.Vocabulary;

namespace Matchmaking.Tests.Vocabulary;

public sealed class FreeWordTests
{
    [Theory]
    [InlineData("hitsaus", "hitsaus")]
    [InlineData("  kala stus ", "kala stus")]
    [InlineData("O'Brien", "O'Brien")]
    public void A_word_is_read(string typed, string read) => Assert.Equal(read, FreeWord.Read(typed));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("---")]
    [InlineData("aino@example.org")]
    [InlineData("soita 040 123")]
    [InlineData("example.org/me")]
    [InlineData("a\nb")]
    [InlineData("en mening som är alldeles för lång för ett ord")]
    public void What_could_be_an_address_or_a_number_is_no_word(string? typed) => Assert.Null(FreeWord.Read(typed));

    [Fact]
    public void It_is_merged_once_and_into_its_own_kind()
    {
        var word = new FreeWord { Kind = WordKind.Skill, Language = "fi", Text = "hitsaus", Folded = "hitsaus" };
        var theme = new Theme { Id = Guid.CreateVersion7(), Key = "t", NameFi = "t", NameSv = "t", NameEn = "t", Icon = "i" };
        var skill = new Skill { Id = Guid.CreateVersion7(), Key = "s", NameFi = "s", NameSv = "s", NameEn = "s" };
        var purpose = new Purpose { Id = Guid.CreateVersion7(), Key = "p", NameFi = "p", NameSv = "p", NameEn = "p", MeaningFi = "", MeaningSv = "", MeaningEn = "" };
        Assert.Equal(Merging.OtherKind, word.MergeInto(theme, default));
        Assert.Equal(Merging.OtherKind, word.MergeInto(purpose, default));
        Assert.Null(word.RowId);
        Assert.Equal(Merging.Merged, word.MergeInto(skill, default));
        Assert.Equal(Merging.AlreadyMerged, word.MergeInto(skill, default));
        Assert.Equal(skill.Id, word.RowId);
    }

    [Fact]
    public void Of_merging_and_setting_aside_the_first_counts_and_either_can_be_taken_back()
    {
        var word = new FreeWord { Kind = WordKind.Skill, Language = "fi", Text = "hitsaus", Folded = "hitsaus" };
        var skill = new Skill { Id = Guid.CreateVersion7(), Key = "s", NameFi = "s", NameSv = "s", NameEn = "s" };
        Assert.Equal((true, TakingBack.WaitsAlready), (word.Waits, word.TakeBack()));
        Assert.Equal((Merging.Merged, Merging.AlreadyMerged, false), (word.MergeInto(skill, default), word.SetAside(default), word.Waits));
        Assert.Equal((TakingBack.TakenBack, true, null), (word.TakeBack(), word.Waits, word.MergedAt));
        Assert.Equal((Merging.SetAside, Merging.AlreadySetAside, Merging.AlreadySetAside), (word.SetAside(default), word.MergeInto(skill, default), word.SetAside(default)));
        Assert.Equal((false, null), (word.Waits, word.RowId));
        Assert.Equal((TakingBack.TakenBack, true), (word.TakeBack(), word.Waits));
    }

    [Theory]
    [InlineData(null, "", "")]
    [InlineData(" , ;", "", "")]
    [InlineData("hitsaus", "hitsaus", "")]
    [InlineData("hitsaus, juuston teko;Hitsaus\nbiodling", "hitsaus|juuston teko|biodling", "")]
    [InlineData("hitsaus, 040 123, a@b.c", "hitsaus", "040 123|a@b.c")]
    public void Several_words_are_read_each_once_and_what_is_none_is_told(string? typed, string words, string noWords)
    {
        var read = FreeWord.ReadMany(typed);
        Assert.Equal((words, noWords), (string.Join('|', read.Words), string.Join('|', read.NoWords)));
    }
}
