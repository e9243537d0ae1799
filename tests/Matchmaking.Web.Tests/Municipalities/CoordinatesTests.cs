using Matchmaking.Web.Municipalities;

namespace Matchmaking.Web.Tests.Municipalities;

public sealed class CoordinatesTests
{
    [Theory]
    [InlineData("62.6010, 29.7636")]
    [InlineData("62.6010,29.7636")]
    [InlineData(" 62.6010 29.7636 ")]
    [InlineData("62,6010 29,7636")]
    [InlineData("62,6010, 29,7636")]
    [InlineData("62,6010; 29,7636")]
    [InlineData("62.6010° N, 29.7636° E")]
    [InlineData("62.6010°N 29.7636°E")]
    public void As_maps_write_them(string typed) => Assert.Equal((62.601, 29.7636), Coordinates.Read(typed));

    [Fact]
    public void Whole_degrees_are_numbers_too() => Assert.Equal((62d, 29d), Coordinates.Read("62, 29"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("62.6010")]
    [InlineData("-62.6010, 29.7636")]
    [InlineData("62.6010, 29.7636, 5")]
    [InlineData("NaN, NaN")]
    [InlineData("1e5, 2e5")]
    [InlineData("62°36′N 29°46′E")]
    [InlineData("<script>, 1")]
    [InlineData("٦٢.٦, ٢٩.٧")]
    public void Anything_else_is_no_point(string? typed) => Assert.Null(Coordinates.Read(typed));

    [Fact]
    public void What_takes_a_backtracking_reader_for_ever_is_no_point_at_once()
    {
        var begun = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Null(Coordinates.Read($"1{new string(' ', 20_000)}x"));
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds, 0, 2);
    }

    [Fact]
    public void What_is_written_is_read_again() => Assert.Equal((62.60123, 29.76365), Coordinates.Read(Coordinates.Write(62.601234, 29.763651)));
}
