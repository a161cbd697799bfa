using System.Collections.Frozen;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Excerpts;

namespace LopmiBot.Answers.Searching;

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

/// <summary>
/// Tells questions of other areas of law, requests for advice and orders to the bot from the questions that documents
/// answer. The words of other areas only speak against an answer: a corpus that knows them still gives it.
/// </summary>
internal static partial class Scope
{
    /// <summary>Everyday law that has nothing to do with crime online, in both languages.</summary>
    private static readonly FrozenSet<string> OtherLaw = QuestionAnalyzer.Set("""
        bail baux loyer loyers locataire locataires proprietaire logement appartement preavis expulsion copropriete syndic hypotheque immobilier notaire
        divorce divorcer mariage marier pacs concubinage filiation adoption garde pension alimentaire tutelle curatelle succession heritage heriter
        heritier testament donation licenciement licencier demission demissionner prudhommes prudhomme chomage salarie employeur contrat travail conge
        conges retraite smic rtt grossesse maternite paternite maladie
        impot impots fiscal fiscale tva taxe taxes revenu revenus urssaf cotisation cotisations
        permis conduire vitesse exces stationnement radar autoroute automobile voiture assurance-auto carte grise
        garantie garanties remboursement livraison retractation consommateur surendettement credit pret
        voisin voisins voisinage cloture bornage servitude urbanisme construire brevet brevets marques
        nationalite naturalisation visa sejour asile election elections vote
        lease rent rental tenant landlord eviction mortgage housing apartment flat divorce marriage marry custody alimony inheritance inherit will
        wills probate dismissal fired resign resignation employer employee employment wage wages overtime holiday holidays pension retirement maternity
        tax taxes vat income driving licence license speeding speed motorway motorways highway parking traffic refund warranty consumer loan debt
        neighbour neighbor patent patents trademark immigration citizenship naturalisation visa asylum
        """);

    /// <summary>How many of a question's words belong to another area of law, as a share.</summary>
    /// <param name="words">The question's content words, without case, accents and elided articles.</param>
    public static double OtherLawShare(IReadOnlyList<string> words) =>
        words.Count == 0 ? 0 : (double)words.Count(OtherLaw.Contains) / words.Count;

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
        PersonalDetail.Height => MeasureReader.In(text).HasFlag(Measures.Length),
        PersonalDetail.Pay => Pay().IsMatch(text),
        _ => false,
    };

    /// <summary>Whether it tells the bot how to behave instead of asking: there is no one to obey, and nothing to quote.</summary>
    /// <param name="folded">The question without case and accents.</param>
    public static bool IsInstruction(string folded) => Instruction().IsMatch(folded);

    /// <summary>Whether it asks what the person should do, or what becomes of them: documents can be quoted, advice is a lawyer's.</summary>
    /// <param name="folded">The question without case and accents.</param>
    public static bool AsksAdvice(string folded) => Advice().IsMatch(folded);

    [GeneratedRegex(@"\b(?<age>quel age|how old|age of|date de naissance|birth ?date|date of birth)\b|\b(?<height>how tall|combien mesure|taille de [\p{L}]+ [\p{L}]+$)\b|\b(?<pay>salaires?|salary|salaries|gagne[- ]t[- ](?:il|elle)|how much does \w+ (?:\w+ )?(?:earn|make)|fortune|net worth)\b|\b(?<contact>(?:numero de )?telephone de|phone number|e-?mail (?:address|de)|adresse (?:personnelle|mail|e-mail|postale|du domicile)|home address|domicile de|where does \w+ (?:\w+ )?live|ou habite)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Detail();

    [GeneratedRegex(@"\b(?:âgée?s? de|[0-9]{1,3} ans|aged|[0-9]{1,3}[- ]year|[0-9]{1,3} years old|a(?: man| woman)? (?:of|aged) [0-9]{2}|né(?:e|s)? (?:le|en)|born)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Age();

    [GeneratedRegex(@"\b(?:salaires?|rémunér|revenus|fortune|gagne|salary|salaries|wages?|earns?|net worth)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pay();

    [GeneratedRegex(@"\b(?:ignore[rz]?|disregard|forget|oublie[rz]?|override)\b.{0,40}\b(?:instructions?|rules|consignes?|regles|prompts?|guidelines|documents?)\b|\bsystem prompt\b|\bprompt systeme\b|\byou are now\b|\btu es (?:maintenant|desormais)\b|\b(?:act|pretend|behave) as\b|\b(?:agis|comporte-toi) comme\b|\bjailbreak\b|\bdeveloper mode\b|\b(?:reveal|print|affiche|revele)\b.{0,30}\b(?:prompt|instructions|token|password|mot de passe|secret)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instruction();

    [GeneratedRegex(@"\b(?:should|must|can|could|may|do|will) (?:i|we|my|our)\b|\bam i\b|\bare we\b|\bmy (?:client|company|case|lawyer|boss|account|site|forum|server)\b|\bour (?:client|company|case)\b|\badvi[cs]e (?:me|us)\b|\bwhat (?:would|do) you (?:advise|recommend)\b|\b(?:puis|dois|peux|risque|vais)[ -]je\b|\bje (?:risque|dois|peux|veux|vais|suis)\b|\b(?:devons|pouvons|risquons)[ -]nous\b|\bon (?:risque|doit) quoi\b|\bai[ -]je le droit\b|\b(?:mon|notre|ma) (?:client|cliente|societe|entreprise|cas|avocat|affaire|dossier|compte|site|forum|serveur|patron)\b|\b(?:conseillez|conseille|recommandez)[ -](?:moi|nous|vous)\b|\bque me conseill", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Advice();
}
