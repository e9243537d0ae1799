using System.Text;
using System.Text.Encodings.Web;
using QRCoder;

namespace Matchmaking.Web.Components;

/// <summary>An address as a square code that a phone's camera opens. Beside it always stands the address in letters. It is black on white
/// with a quiet border, in the dark too; a seventh of it may be dirty or torn (level M).</summary>
/// <param name="Size">Side in modules, the border of four included.</param>
/// <param name="Path">The dark modules as SVG path data in a field of that size.</param>
public sealed record QrCode(int Size, string Path)
{
    public static QrCode Of(string address)
    {
        using var data = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                if (!rows[y][x]) continue;
                var from = x;
                while (x < rows.Count && rows[y][x]) x++;
                path.Append($"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }
        return new(rows.Count, path.ToString());
    }

    /// <summary>A file of its own, to be downloaded and printed; on pages use <see cref="QrPicture"/>.</summary>
    public string ToSvg(string label) => $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Size} {Size}" shape-rendering="crispEdges" role="img"
          aria-label="{HtmlEncoder.Default.Encode(label)}">
          <path fill="#fff" d="M0 0h{Size}v{Size}H0z"/>
          <path fill="#000" d="{Path}"/>
        </svg>
        """;
}
