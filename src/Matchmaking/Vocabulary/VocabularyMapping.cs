using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Vocabulary;

/// <summary>The columns that themes, skills and purposes share; each kind has its own table.</summary>
internal abstract class VocabularyRowMapping<T> : IEntityTypeConfiguration<T> where T : VocabularyRow
{
    public virtual void Configure(EntityTypeBuilder<T> row)
    {
        row.Property(r => r.Id).ValueGeneratedNever();
        row.Property(r => r.Key).HasMaxLength(40);
        row.Property(r => r.NameFi).HasMaxLength(60);
        row.Property(r => r.NameSv).HasMaxLength(60);
        row.Property(r => r.NameEn).HasMaxLength(60);
        row.HasIndex(r => r.Key).IsUnique();
    }
}

internal sealed class ThemeMapping : VocabularyRowMapping<Theme>
{
    public override void Configure(EntityTypeBuilder<Theme> theme)
    {
        base.Configure(theme);
        theme.Property(t => t.Icon).HasMaxLength(40);
        theme.Property(t => t.YsoId).HasMaxLength(20);
    }
}

internal sealed class SkillMapping : VocabularyRowMapping<Skill>;

internal sealed class PurposeMapping : VocabularyRowMapping<Purpose>
{
    public override void Configure(EntityTypeBuilder<Purpose> purpose)
    {
        base.Configure(purpose);
        purpose.Property(p => p.MeaningFi).HasMaxLength(200);
        purpose.Property(p => p.MeaningSv).HasMaxLength(200);
        purpose.Property(p => p.MeaningEn).HasMaxLength(200);
    }
}

internal sealed class FreeWordMapping : IEntityTypeConfiguration<FreeWord>
{
    public void Configure(EntityTypeBuilder<FreeWord> word)
    {
        word.Property(w => w.Id).ValueGeneratedNever();
        word.Property(w => w.Language).HasMaxLength(2);
        word.Property(w => w.Text).HasMaxLength(320);
        word.Property(w => w.Folded).HasMaxLength(320);
        word.HasIndex(w => new { w.Kind, w.Language, w.Folded }).IsUnique();
        word.HasIndex(w => w.FirstSaidBy);
    }
}
