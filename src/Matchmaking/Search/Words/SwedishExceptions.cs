namespace Matchmaking.Search.Words;

/// <summary>What the Swedish dictionary lists as words of their own though they are forms of another: plurals that change the vowel, strong
/// verbs, comparison. These classes of the language are closed; the list needs no care.</summary>
internal static class SwedishExceptions
{
    /// <summary>The base form first. After "=" the dictionary's own reading is dropped: <c>städer</c> is no form of <c>städa</c>. Nouns stand at
    /// the end of compounds too: <c>barnböcker</c>.</summary>
    private const string Nouns = """
        bok: böcker
        stad= städer
        land= länder
        hand: händer
        tand= tänder
        strand= stränder
        and= änder
        rand= ränder
        tång= tänger
        stång= stänger
        spång= spänger
        gås: gäss gässen
        mus: möss mössen
        lus: löss lössen
        man: män männen
        fot: fötter
        rot: rötter
        natt: nätter
        bot: böter
        son: söner
        bonde: bönder
        bror= bröder brodern broder
        broder= bröder
        mor= mödrar modern moder
        far= fäder fadern fader
        dotter: döttrar
        ledamot: ledamöter
        brand= bränder
        verkstad: verkstäder
        bostad: bostäder
        öga: ögon ögonen
        öra: öron öronen
        ko: kor korna
        get: getter
        nöt: nötter
        museum: museer museerna
        kläder: kläd
        stig: stigar stigarna
        centrum: center centret centrumet centra
        ansökan: ansökning ansökningar ansökningen ansökningarna
        anmälan: anmälning anmälningar anmälningen anmälningarna
        inbjudan: inbjudning inbjudningar inbjudningarna
        önskan: önskning önskningar
        vän: vänner
        träd: träden
        huvud: huvuden
        """;

    /// <summary>Adjectives and verbs, which are met as whole words only: <c>strumpband</c> is no form of <c>binda</c>.</summary>
    private const string Others = """
        ung: yngre yngst yngsta unge
        gammal: äldre äldst äldsta gamla gamle
        liten: små mindre minst minsta lilla lille litet
        stor: större störst största
        hög: högre högst högsta
        låg: lägre lägst lägsta
        lång: längre längst längsta
        tung: tyngre tyngst tyngsta
        grov: grövre grövst grövsta
        god: bättre bäst bästa gott
        bra: bättre bäst bästa
        dålig: sämre sämst sämsta värre värst
        många: fler flera flest flesta
        nära: närmare närmast närmaste
        få: färre får fick fått
        vara: är var varit
        bli: blir blev blivit
        bära: bär bar burit buren burna
        skära: skär skar skurit skuren
        stjäla: stjäl stal stulit stulen stulna
        be: ber bad bett
        ge: ger gav gett givit
        giva: ger gav gett givit
        dra: drar drog dragit dragen dragna
        ta: tar tog tagit tagen tagna
        slå: slår slog slagit slagen slagna
        stå: står stod stått
        gå: går gick gått
        se: ser såg sett sedd
        äta: äter åt ätit äten
        ligga: ligger låg legat
        sitta: sitter satt suttit
        komma: kommer kom kommit
        sova: sover sov sovit
        hålla: håller höll hållit hållen hållna
        falla: faller föll fallit fallen fallna
        låta: låter lät låtit
        gråta: gråter grät gråtit
        fara: far for farit
        göra: gör gjorde gjort gjord gjorda
        veta: vet visste vetat
        säga: säger sade sa sagt sagd
        lägga: lägger lade la lagt lagd lagda
        sätta: sätter satte satt satta
        välja: väljer valde valt vald valda
        sälja: säljer sålde sålt såld sålda
        vänja: vänjer vande vant
        svälja: sväljer svalde svalt
        smörja: smörjer smorde smort smord
        spörja: spörjer sporde sport
        bringa: bringar bragte bragt
        bjuda: bjuder bjöd bjudit bjuden bjudna
        ljuda: ljuder ljöd ljudit
        sjunga: sjunger sjöng sjungit sjungen sjungna
        sjunka: sjunker sjönk sjunkit sjunken sjunkna
        njuta: njuter njöt njutit
        skjuta: skjuter sköt skjutit skjuten
        flyta: flyter flöt flutit
        flyga: flyger flög flugit
        krypa: kryper kröp krupit
        knyta: knyter knöt knutit knuten knutna
        bryta: bryter bröt brutit bruten brutna
        byta: byter bytte bytt
        hyra: hyr hyrde hyrt
        köra: kör körde kört
        lära: lär lärde lärt
        höra: hör hörde hört
        ljuga: ljuger ljög ljugit
        smyga: smyger smög smugit
        stryka: stryker strök strukit struken
        supa: super söp supit
        frysa: fryser frös frusit frusen
        rinna: rinner rann runnit
        binda: binder band bundit bunden bundna
        brinna: brinner brann brunnit
        dricka: dricker drack druckit drucken
        finna: finner fann funnit funnen funna
        finnas: finns fanns funnits
        försvinna: försvinner försvann försvunnit försvunnen
        hinna: hinner hann hunnit
        spricka: spricker sprack spruckit sprucken spruckna
        springa: springer sprang sprungit sprungen
        spinna: spinner spann spunnit spunnen
        sticka: sticker stack stuckit
        stiga: stiger steg stigit
        vinna: vinner vann vunnit vunnen vunna
        slippa: slipper slapp sluppit
        bita: biter bet bitit biten bitna
        driva: driver drev drivit driven drivna
        gripa: griper grep gripit gripen gripna
        kliva: kliver klev klivit
        lida: lider led lidit
        rida: rider red ridit
        riva: river rev rivit riven rivna
        skina: skiner sken skinit
        skrida: skrider skred skridit
        skrika: skriker skrek skrikit
        skriva: skriver skrev skrivit skriven skrivna
        slita: sliter slet slitit sliten slitna
        sprida: sprider spred spridit
        strida: strider stred stridit
        svida: svider sved svidit
        svika: sviker svek svikit sviken
        tiga: tiger teg tigit
        vika: viker vek vikit viken vikna
        vrida: vrider vred vridit vriden
        dö: dör dog dött
        le: ler log lett
        svära: svär svor svurit
        växa: växer växte vuxit vuxen vuxna
        nysa: nyser nös
        """;

    private static readonly Dictionary<string, ExceptionalForm> OfNouns = Read(Nouns), OfOthers = Read(Others);

    public static ExceptionalForm? Of(string word) => OfNouns.GetValueOrDefault(word) is not { } noun ? OfOthers.GetValueOrDefault(word)
        : OfOthers.GetValueOrDefault(word) is { } other ? new([.. noun.Bases.Union(other.Bases)], noun.Alone) : noun;

    public static ExceptionalForm? OfLast(string word) => OfNouns.GetValueOrDefault(word);

    private static Dictionary<string, ExceptionalForm> Read(string list)
    {
        var forms = new Dictionary<string, ExceptionalForm>(StringComparer.Ordinal);
        foreach (var line in list.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var seam = line.IndexOfAny([':', '=']);
            // a form takes the article and the genitive like any other: böcker, böckerna, böckernas
            foreach (var form in line[(seam + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(f => new[] { f, f + "s", f + "na", f + "nas" }))
            {
                var had = forms.GetValueOrDefault(form, new([], false));
                forms[form] = new([.. had.Bases.Append(line[..seam]).Distinct()], had.Alone || line[seam] == '=');
            }
        }
        return forms;
    }
}

/// <param name="Alone">No other base forms are true.</param>
internal sealed record ExceptionalForm(string[] Bases, bool Alone);
