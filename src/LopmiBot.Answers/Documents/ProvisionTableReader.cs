using System.Globalization;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Text;
using YamlDotNet.RepresentationModel;

namespace LopmiBot.Answers.Documents;

/// <summary>Reads <see cref="ProvisionTable"/> from YAML; its form is described in the corpus's README.md.</summary>
public sealed partial class ProvisionTableReader
{
    private readonly YamlFile _file = new(ProvisionTable.FileName);
    private readonly Dictionary<string, Circumstance> _circumstances = new(StringComparer.Ordinal);
    private readonly List<Offence> _offences = [];

    private ProvisionTableReader()
    {
    }

    /// <summary>Reads the table.</summary>
    /// <param name="content">The file, decoded.</param>
    /// <returns>What could be read, and what could not.</returns>
    public static (ProvisionTable Table, IReadOnlyList<DocumentProblem> Problems) Read(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var reader = new ProvisionTableReader();
        reader.ReadRoot(content);
        return (new ProvisionTable(reader._circumstances, reader._offences), reader._file.Problems);
    }

    private void ReadRoot(string content)
    {
        if (_file.Read(content, "circumstances and offences") is not { } root)
        {
            return;
        }

        foreach (var (key, value, line) in _file.Pairs(root))
        {
            switch (key)
            {
                case "circumstances":
                    foreach (var (name, text, _) in _file.Pairs(value))
                    {
                        if (Localized(text) is { } localized)
                        {
                            _circumstances[name] = new Circumstance(localized.French, localized.English, _file.Pairs(text).Any(pair => pair.Key == "means" && pair.Value.ToString() == "true"));
                        }
                    }

                    break;
                case "offences":
                    foreach (var item in _file.Items(value))
                    {
                        ReadOffence(item);
                    }

                    break;
                default:
                    _file.Error(line, $"'{key}' is not a part of the table: use circumstances or offences");
                    break;
            }
        }
    }

    private void ReadOffence(YamlNode item)
    {
        string? id = null, code = null;
        IReadOnlyDictionary<Language, IReadOnlyList<string>>? names = null;
        var penalties = new List<Penalty>();
        foreach (var (key, value, line) in _file.Pairs(item))
        {
            switch (key)
            {
                case "id":
                    id = _file.Text(value, key);
                    break;
                case "code":
                    code = _file.Text(value, key);
                    break;
                case "names":
                    names = Names(value);
                    break;
                case "penalties":
                    penalties.AddRange(_file.Items(value).Select(ReadPenalty).OfType<Penalty>());
                    break;
                default:
                    _file.Error(line, $"'{key}' is not a key of an offence: use id, code, names or penalties");
                    break;
            }
        }

        var at = YamlFile.LineOf(item);
        if (id is null || code is null || names is null || penalties.Count == 0)
        {
            _file.Error(at, "an offence lacks its id, code, names or penalties: add what is missing");
        }
        else if (_offences.Exists(offence => offence.Id == id))
        {
            _file.Error(at, $"the offence '{id}' stands twice: put its penalties together");
        }
        else
        {
            _offences.Add(new Offence(id, code, names, penalties, at));
        }
    }

    private Penalty? ReadPenalty(YamlNode item)
    {
        var at = YamlFile.LineOf(item);
        var row = new Penalty { Article = "", Document = "", Anchor = "", Paragraph = 0, Validity = default, Line = at };
        foreach (var (key, value, line) in _file.Pairs(item))
        {
            row = key switch
            {
                "article" => row with { Article = _file.Text(value, key) ?? "" },
                "section" => WithSection(row, value),
                "paragraph" => row with { Paragraph = _file.Ordinal(value, key) ?? 0 },
                "from" => row with { Validity = row.Validity with { From = _file.Day(value, key) } },
                "to" => row with { Validity = row.Validity with { To = _file.Day(value, key) } },
                "start" => row with { Validity = row.Validity with { IsStartUnknown = value.ToString() == Validity.UnknownStart } },
                "person" => WithOffender(row, value),
                "circumstances" => row with { Circumstances = [.. _file.Items(value).Select(each => each.ToString())] },
                "prison" => WithTerm(row, value),
                "crime" => row with { IsCrime = value.ToString() == "true" },
                "fine" => row with { Fine = _file.Number(value, key) },
                "turnover" => row with { TurnoverPercent = _file.Number(value, key) },
                "other" => row with { Other = Localized(value) },
                _ => Unknown(row, key, line),
            };
        }

        if (row.Article.Length == 0 || row.Document.Length == 0 || row.Paragraph < 1)
        {
            _file.Error(at, "a penalty lacks its article, section or paragraph: add what is missing");
            return null;
        }

        if (row.Imprisonment is null && row.Fine is null && row.TurnoverPercent is null && row.Other is null)
        {
            _file.Error(at, $"the penalty of article {row.Article} says nothing: give it prison, fine, turnover or other");
        }

        foreach (var circumstance in row.Circumstances.Where(each => !_circumstances.ContainsKey(each)))
        {
            _file.Error(at, $"the circumstance '{circumstance}' is not in the list of circumstances: add it there, or fix its spelling");
        }

        return row;
    }

    private Penalty Unknown(Penalty row, string key, int line)
    {
        _file.Error(line, $"'{key}' is not a key of a penalty: use article, section, paragraph, from, to, start, person, circumstances, prison, crime, fine, turnover or other");
        return row;
    }

    private Penalty WithSection(Penalty row, YamlNode value)
    {
        var parts = value.ToString().Split('#');
        if (parts.Length == 2 && parts[0].Length > 0)
        {
            return row with { Document = parts[0], Anchor = parts[1] };
        }

        _file.Error(YamlFile.LineOf(value), $"the section '{value}' is not understood: write document#anchor, without the language");
        return row;
    }

    private Penalty WithOffender(Penalty row, YamlNode value)
    {
        if (Enum.TryParse<Offender>(value.ToString(), ignoreCase: true, out var offender) && Enum.IsDefined(offender))
        {
            return row with { Offender = offender };
        }

        _file.Error(YamlFile.LineOf(value), $"the person '{value}' is not known: use {string.Join(", ", Enum.GetNames<Offender>()).ToLowerInvariant()}");
        return row;
    }

    private Penalty WithTerm(Penalty row, YamlNode value)
    {
        var text = value.ToString();
        if (text == "life")
        {
            return row with { Imprisonment = new ImprisonmentTerm(0, TermUnit.Life) };
        }

        var match = Term().Match(text);
        if (match.Success)
        {
            var unit = match.Groups["unit"].Value switch
            {
                "year" => TermUnit.Years,
                "month" => TermUnit.Months,
                _ => TermUnit.Days,
            };
            return row with { Imprisonment = new ImprisonmentTerm(int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture), unit) };
        }

        _file.Error(YamlFile.LineOf(value), $"prison '{text}' is not understood: write 7 years, 6 months, 10 days or life");
        return row;
    }

    private Dictionary<Language, IReadOnlyList<string>>? Names(YamlNode node)
    {
        var names = _file.Pairs(node)
            .Where(pair => LanguageCodes.Parse(pair.Key) is not null)
            .ToDictionary(pair => LanguageCodes.Parse(pair.Key)!.Value, pair => (IReadOnlyList<string>)[.. _file.Items(pair.Value).Select(each => each.ToString())]);
        if (LanguageCodes.All.All(language => names.GetValueOrDefault(language) is { Count: > 0 }))
        {
            return names;
        }

        _file.Error(YamlFile.LineOf(node), "names lack a language: give a list of names for fr and for en");
        return null;
    }

    private LocalizedText? Localized(YamlNode node)
    {
        var pairs = _file.Pairs(node).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        if (pairs.TryGetValue("fr", out var french) && pairs.TryGetValue("en", out var english))
        {
            return new LocalizedText(french, english);
        }

        _file.Error(YamlFile.LineOf(node), "a text lacks a language: give it fr and en");
        return null;
    }

    [GeneratedRegex("^(?<number>[0-9]{1,3}) (?<unit>year|month|day)s?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Term();
}
