using Matchmaking.People;

namespace Matchmaking.Tests.People;

public sealed class SignInCodeTests
{
    private const string Secret = "the secret of the browser";
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_right_code_works_once()
    {
        var code = New();
        Assert.Equal(GivingCode.Right, code.Give("12345678", Secret, Now));
        Assert.Null(code.SealedCode);
        Assert.Equal(GivingCode.Expired, code.Give("12345678", Secret, Now));
    }

    [Fact]
    public void The_fifth_wrong_try_is_the_last()
    {
        var code = New();
        for (var i = 1; i < SignInCode.MostTries; i++) Assert.Equal(GivingCode.Wrong, code.Give("00000000", Secret, Now));
        Assert.Equal(GivingCode.TooManyTries, code.Give("00000000", Secret, Now));
        Assert.Equal(GivingCode.TooManyTries, code.Give("12345678", Secret, Now));
    }

    [Fact]
    public void It_lives_ten_minutes()
    {
        Assert.Equal(GivingCode.Right, New().Give("12345678", Secret, Now.AddMinutes(10).AddTicks(-1)));
        Assert.Equal(GivingCode.Expired, New().Give("12345678", Secret, Now.AddMinutes(10)));
    }

    [Fact]
    public void Another_browser_s_secret_makes_it_wrong() => Assert.Equal(GivingCode.Wrong, New().Give("12345678", "another secret", Now));

    [Fact]
    public void Neither_code_nor_secret_can_be_read_from_the_row()
    {
        var (one, two) = (New(), New());
        Assert.NotEqual(one.CodeHash, two.CodeHash); // keyed by the row too
        Assert.DoesNotContain("12345678", Convert.ToBase64String(one.CodeHash), StringComparison.Ordinal);
    }

    [Fact]
    public void Codes_have_eight_digits() => Assert.All(Enumerable.Range(0, 200).Select(_ => SignInCode.NewCode()), c => Assert.True(c.Length == 8 && c.All(char.IsAsciiDigit)));

    private static SignInCode New() => SignInCode.New("aino@example.org", "12345678", Secret, "fi", Now, code => $"sealed {code}", null, null);
}
