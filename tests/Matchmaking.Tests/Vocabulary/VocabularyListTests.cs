using Matchmaking.Vocabulary;

namespace Matchmaking.Tests.Vocabulary;

public sealed class VocabularyListTests
{
    private static readonly Theme Neighbours = new()
    {
        Id = Guid.CreateVersion7(),
        Key = "neighbours",
        NameFi = "Naapurit",
        NameSv = "Grannar",
        NameEn = "Neighbours",
        Icon = "HouseHeart",
        SynonymsFi = ["kylä"],
        SynonymsSv = ["by"],
    };

    private static readonly Skill Gardening = new()
    {
        Id = Guid.CreateVersion7(),
        Key = "gardening",
        NameFi = "Puutarhanhoito",
        NameSv = "Trädgård",
        NameEn = "Gardening",
        SynonymsEn = ["by"],
    };

    private static VocabularyList With(params FreeWord[] merged) => new([Neighbours], [Gardening], [], merged);

    private static FreeWord Merged(string text, string language, VocabularyRow row)
    {
        var word = new FreeWord { Kind = row is Theme ? WordKind.Theme : WordKind.Skill, Language = language, Text = text, Folded = FreeWord.Fold(text) };
        Assert.Equal(Merging.Merged, word.MergeInto(row, default));
        return word;
    }

    [Theory]
    [InlineData("Naapurit", "fi")]
    [InlineData("  GRANNAR ", "sv")]
    [InlineData("grannar", "fi")]
    [InlineData("kylä", "fi")]
    [InlineData("kyla\u0308", "fi")]
    public void A_row_is_meant_by_its_names_and_synonyms(string typed, string language) =>
        Assert.Equal(Neighbours.Id, With().Meant(WordKind.Theme, typed, language)?.Id);

    [Fact]
    public void A_word_is_asked_for_among_its_own_kind()
    {
        Assert.Null(With().Meant(WordKind.Skill, "Naapurit", "fi"));
        Assert.Equal(Neighbours.Id, With().Meant(WordKind.Theme, "by", "sv")!.Id);
        Assert.Equal(Gardening.Id, With().Meant(WordKind.Skill, "by", "en")!.Id);
    }

    [Fact]
    public void A_merged_word_means_its_row_and_goes_before_a_synonym()
    {
        Assert.Null(With().Meant(WordKind.Theme, "pihapiiri", "fi"));
        Assert.Equal(Neighbours.Id, With(Merged("Pihapiiri", "fi", Neighbours)).Meant(WordKind.Theme, "pihapiiri", "fi")!.Id);
    }

    [Fact]
    public void Names_come_in_the_readers_language_and_an_unknown_row_has_none()
    {
        Assert.Equal("Grannar", With().Name(Neighbours.Id, "sv"));
        Assert.Equal("", With().Name(Guid.CreateVersion7(), "sv"));
    }
}
