namespace Survey.Tests.Architecture;

/// <summary>Every text stands in English and Persian, and the code asks only for texts that exist.</summary>
public sealed class ResourceTests
{
    private static readonly Dictionary<string, Resource> Files = Product.Files(".resx").Select(Resource.Parse).ToDictionary(resource => resource.Path);

    private static readonly List<Resource> English = [.. Files.Values.Where(resource => !resource.Path.EndsWith(".fa.resx", StringComparison.Ordinal))];

    private static readonly List<SourceFile> Code = [.. Product.Files(".cs", ".razor")];

    [Fact]
    public void Every_resource_exists_in_both_languages_with_the_same_keys_once_each()
    {
        Assert.NotEmpty(English);
        None.Of(English.Where(resource => !Files.ContainsKey(resource.PersianPath)).Select(resource => $"{resource.PersianPath} is missing"));
        None.Of(Files.Keys.Where(path => path.EndsWith(".fa.resx", StringComparison.Ordinal) && !Files.ContainsKey(path.Replace(".fa.resx", ".resx", StringComparison.Ordinal))));
        None.Of(Files.Values.SelectMany(resource => resource.Repeated.Select(key => $"{resource.Path}: {key} stands there twice")));
        None.Of(Pairs().SelectMany(pair => pair.English.Texts.Keys.Except(pair.Persian.Texts.Keys).Select(key => $"{pair.Persian.Path} lacks {key}")));
        None.Of(Pairs().SelectMany(pair => pair.Persian.Texts.Keys.Except(pair.English.Texts.Keys).Select(key => $"{pair.English.Path} lacks {key}")));
    }

    [Fact]
    public void No_text_is_empty() =>
        None.Of(Files.Values.SelectMany(resource => resource.Texts.Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => $"{resource.Path}: {text.Key}")));

    [Fact]
    public void Both_languages_have_the_same_placeholders() =>
        None.Of(from pair in Pairs()
                from text in pair.English.Texts
                where pair.Persian.Texts.ContainsKey(text.Key)
                where !Resource.Placeholders(text.Value).SequenceEqual(Resource.Placeholders(pair.Persian.Texts[text.Key]))
                select $"{pair.Persian.Path}: {text.Key}");

    [Fact]
    public void Persian_texts_are_written_with_Persian_letters_digits_marks_and_half_spaces() =>
        None.Of(from pair in Pairs()
                from text in pair.Persian.Texts
                from fault in Resource.PersianFaults(text.Value)
                select $"{pair.Persian.Path}: {text.Key} has {fault}");

    [Fact]
    public void Every_text_that_the_code_asks_for_exists()
    {
        var byMarker = English.ToLookup(resource => resource.Marker);
        var uses = Code.SelectMany(TextUse.In).ToList();
        Assert.NotEmpty(uses);
        None.Of(from use in uses
                where !byMarker[use.Marker].Any(resource => use.IsPrefix
                    ? resource.Texts.Keys.Any(key => key.StartsWith(use.Key, StringComparison.Ordinal))
                    : resource.Texts.ContainsKey(use.Key))
                select $"{use.At}: {use.Marker} has no {use.Key}{(use.IsPrefix ? "…" : "")}");
    }

    // A key counts as used when its name, or the start of a name that is put together, stands anywhere in the code, as a literal or as a
    // member of an enumeration: too generous rather than wrong.
    [Fact]
    public void Every_text_is_asked_for()
    {
        var literals = Code.SelectMany(file => SourceText.Literals(file.Text)).ToHashSet();
        var prefixes = literals.Where(literal => literal.EndsWith('…')).Select(literal => literal[..^1]).Where(prefix => prefix.Length > 0).ToList();
        var members = new[] { typeof(Survey.Scoring.Study.StudyResult), typeof(Survey.Web.SurveyApplication) }
            .SelectMany(type => type.Assembly.GetTypes()).Where(type => type.IsEnum).SelectMany(Enum.GetNames).ToHashSet();
        None.Of(from resource in English
                from key in resource.Texts.Keys
                where !literals.Contains(key) && !members.Contains(key) && !prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))
                    && !IsPutTogetherAtTheEnd(key, literals)
                select $"{resource.Path}: {key}");
    }

    [Theory]
    [InlineData("دارای 3 گزینه", "Latin digits")]
    [InlineData("تعداد ٣", "Arabic digits")]
    [InlineData("كيفيت", "Arabic letters")]
    [InlineData("سلام, خوبید", "Latin mark")]
    [InlineData("می شود", "half-space")]
    [InlineData("پرسش ها", "half-space")]
    public void A_wrong_Persian_text_is_found(string text, string fault) => Assert.Contains(Resource.PersianFaults(text), found => found.Contains(fault));

    [Theory]
    [InlineData("ستون «W1» در {0:n} سطر از CSV نیست.")]
    [InlineData("SERVQUAL می‌پرسد: پرسش‌ها، و امضای SHA-256")]
    [InlineData("نشانی https://example.org/a1?b=2 را باز کنید؛ می‌شود؟")]
    public void A_right_Persian_text_passes(string text) => Assert.Empty(Resource.PersianFaults(text));

    [Fact]
    public void A_use_of_a_text_is_found_with_its_marker()
    {
        var file = new SourceFile("A.razor", """
            @inject Texts<ShellText> T
            <p title="@T["One"]">@T[$"Two{Model.Name}"] @T["Three" + x] @Other["Four"]</p>
            """);
        Assert.Equal([("One", false), ("Two", true), ("Three", true)], TextUse.In(file).Select(use => (use.Key, use.IsPrefix)));
    }

    private static IEnumerable<(Resource English, Resource Persian)> Pairs() =>
        from resource in English
        where Files.ContainsKey(resource.PersianPath)
        select (resource, Files[resource.PersianPath]);

    /// <summary>Keys like <c>KindTitle</c> that are made of a value and a literal ending.</summary>
    private static bool IsPutTogetherAtTheEnd(string key, HashSet<string> literals) =>
        Enumerable.Range(1, key.Length - 1).Any(length => literals.Contains("+" + key[length..]) || literals.Contains("}" + key[length..]));
}
