using System.Text.RegularExpressions;

namespace LopmiBot.Answers.Questions;

/// <summary>A detail of someone's person.</summary>
internal enum PersonalDetail
{
    /// <summary>How old someone is.</summary>
    Age,

    /// <summary>How tall someone is.</summary>
    Height,

    /// <summary>What someone earns or owns.</summary>
    Pay,

    /// <summary>How or where someone can be reached.</summary>
    Contact,
}

/// <summary>Tells requests for advice and for details of someone's person from the questions that documents answer.</summary>
internal static partial class Scope
{
    /// <summary>The detail of someone's person that a question asks for: what a text must hold to give it.</summary>
    /// <param name="folded">The question without case and accents.</param>
    /// <returns><see langword="null"/> when it asks for none.</returns>
    public static PersonalDetail? DetailAskedBy(string folded)
    {
        var match = Detail().Match(folded);
        return !match.Success ? null
            : match.Groups["age"].Success ? PersonalDetail.Age
            : match.Groups["height"].Success ? PersonalDetail.Height
            : match.Groups["pay"].Success ? PersonalDetail.Pay
            : PersonalDetail.Contact;
    }

    /// <summary>Whether a text gives a detail of someone's person. How to reach someone is never given.</summary>
    public static bool Gives(string text, PersonalDetail detail) => detail switch
    {
        PersonalDetail.Age => Age().IsMatch(text),
        PersonalDetail.Height => Height().IsMatch(text),
        PersonalDetail.Pay => Pay().IsMatch(text),
        _ => false,
    };

    /// <summary>Whether it asks what the person should do, or what becomes of them: documents can be quoted, advice is a lawyer's.</summary>
    /// <param name="folded">The question without case and accents.</param>
    public static bool AsksAdvice(string folded) => Advice().IsMatch(folded);

    [GeneratedRegex(@"\b(?<age>quel age|how old|age of|date de naissance|birth ?date|date of birth)\b|\b(?<height>how tall|combien mesure|taille de [\p{L}]+ [\p{L}]+$)\b|\b(?<pay>salaires?|salary|salaries|gagne[- ]t[- ](?:il|elle)|how much does \w+ (?:\w+ )?(?:earn|make)|fortune|net worth)\b|\b(?<contact>(?:numero de )?telephone de|phone number|e-?mail (?:address|de)|adresse (?:personnelle|mail|e-mail|postale|du domicile)|home address|domicile de|where does \w+ (?:\w+ )?live|ou habite)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Detail();

    [GeneratedRegex(@"\b(?:âgée?s? de|[0-9]{1,3} ans|aged|[0-9]{1,3}[- ]year|[0-9]{1,3} years old|a(?: man| woman)? (?:of|aged) [0-9]{2}|né(?:e|s)? (?:le|en)|born)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Age();

    [GeneratedRegex(@"\b[0-9]+(?:[.,][0-9]+)? ?(?:m|cm|mètres?|metres?|ft|feet)\b|\b[0-9] ?m ?[0-9]{2}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Height();

    [GeneratedRegex(@"\b(?:salaires?|rémunér|revenus|fortune|gagne|salary|salaries|wages?|earns?|net worth)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pay();

    [GeneratedRegex(@"\b(?:should|must|can|could|may|do|will) (?:i|we|my|our)\b|\bam i\b|\bare we\b|\bmy (?:client|company|case|lawyer|boss|account|site|forum|server)\b|\bour (?:client|company|case)\b|\badvi[cs]e (?:me|us)\b|\bwhat (?:would|do) you (?:advise|recommend)\b|\b(?:puis|dois|peux|risque|vais)[ -]je\b|\bje (?:risque|dois|peux|veux|vais|suis)\b|\b(?:devons|pouvons|risquons)[ -]nous\b|\bon (?:risque|doit) quoi\b|\bai[ -]je le droit\b|\b(?:mon|notre|ma) (?:client|cliente|societe|entreprise|cas|avocat|affaire|dossier|compte|site|forum|serveur|patron)\b|\b(?:conseillez|conseille|recommandez)[ -](?:moi|nous|vous)\b|\bque me conseill", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Advice();
}
