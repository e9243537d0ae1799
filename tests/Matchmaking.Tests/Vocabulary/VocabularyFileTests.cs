using Matchmaking.Vocabulary;

namespace Matchmaking.Tests.Vocabulary;

/// <summary>The words that come with the product.</summary>
public sealed class VocabularyFileTests
{
    private static readonly ImportVocabulary.File File = ImportVocabulary.Read();

    [Fact]
    public void Every_row_has_a_key_of_its_own_and_a_name_in_three_languages()
    {
        foreach (var lines in (ImportVocabulary.Line[][])[File.Themes, File.Skills, File.Purposes])
        {
            Assert.Equal(lines.Length, lines.DistinctBy(l => l.Key).Count());
            Assert.All(lines, l => Assert.Matches("^[a-z]+(-[a-z]+)*$", l.Key));
            Assert.All(lines, l => Assert.All((string[])[l.Fi, l.Sv, l.En], name => Assert.InRange(name.Length, 2, 60)));
            Assert.All((Func<ImportVocabulary.Line, string>[])[l => l.Fi, l => l.Sv, l => l.En], name => Assert.Equal(lines.Length, lines.DistinctBy(name).Count()));
        }
    }

    [Fact]
    public void Every_theme_has_a_picture_and_every_purpose_says_what_it_means()
    {
        Assert.All(File.Themes, t => Assert.NotEmpty(t.Icon!));
        Assert.All(File.Purposes, p => Assert.All((string[])[p.Meaning!.Fi, p.Meaning.Sv, p.Meaning.En], Assert.NotEmpty));
    }

    [Fact]
    public void Every_name_and_synonym_is_a_word_that_people_could_type() => Assert.All(
        File.Themes.Concat(File.Skills).SelectMany(l => (string[])[l.Fi, l.Sv, l.En, .. l.Synonyms.Fi, .. l.Synonyms.Sv, .. l.Synonyms.En]),
        word => Assert.True(FreeWord.Read(word) is not null, word));
}
