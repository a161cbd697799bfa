using System.Collections.Frozen;
using System.Text.RegularExpressions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Questions;

/// <summary>What kind of thing answers a question.</summary>
public enum AnswerKind
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>A number, an amount or a duration.</summary>
    Figure,

    /// <summary>Years of prison and an amount of money.</summary>
    Penalty,

    /// <summary>A day or a year.</summary>
    Date,

    /// <summary>Someone's name.</summary>
    Person,

    /// <summary>What something is called.</summary>
    Name,

    /// <summary>What something is.</summary>
    Definition,

    /// <summary>Where something is.</summary>
    Place,

    /// <summary>Why something is.</summary>
    Reason,

    /// <summary>How far a matter has come, or whether something still holds.</summary>
    Status,

    /// <summary>What is to be done.</summary>
    Procedure,

    /// <summary>How two things differ.</summary>
    Comparison,

    /// <summary>Whether something is so.</summary>
    YesOrNo,
}

/// <summary>Tells by its words what kind of thing a question asks for.</summary>
internal static partial class AnswerKinds
{
    private static readonly FrozenSet<string> FigureWords = Words.Set("""
        combien annees ans montant duree delai age nombre
        many much long years amount deadline number old tall far
        """);

    /// <summary>What is measured: a figure answers, beside the word itself.</summary>
    private static readonly FrozenSet<string> MeasureWords = Words.Set("""
        altitude puissance superficie population taille poids longueur hauteur vitesse temperature budget prix cout score pourcentage taux part
        effectif capacite distance profondeur largeur proportion chiffre quantite frequence surface
        height weight length speed price cost percentage rate share size capacity depth width amount share
        """);

    private static readonly FrozenSet<string> DateWords = Words.Set("quand date dates jour depuis annee siecle epoque when day days since year century");

    private static readonly FrozenSet<string> PersonWords = Words.Set("qui who whom whose");

    /// <summary>Whom "which" asks for.</summary>
    private static readonly FrozenSet<string> Persons = Words.Set("""
        roi reine prince princesse pape president presidente ministre maire general empereur auteur autrice ecrivain peintre artiste acteur actrice
        realisateur realisatrice joueur joueuse pilote entraineur entraineuse architecte compositeur philosophe personnage personne homme femme frere
        soeur fils fille pere mere epouse mari magistrat magistrate juge procureur procureure avocat avocate fondateur fondatrice directeur directrice
        patron dirigeant dirigeante
        king queen president minister mayor author painter artist actor actress player coach architect composer person man woman brother sister son
        daughter father mother wife husband magistrate judge prosecutor lawyer founder director boss chief executive
        """);

    /// <summary>What "which" asks for when a name answers.</summary>
    private static readonly FrozenSet<string> Named = Words.Set("""
        nom prenom surnom pseudonyme titre equipe club groupe entreprise societe marque journal revue chaine bataille guerre traite parti livre
        roman film album chanson langue religion nationalite peuple dynastie institution organisation organisme association ecole universite ecurie
        competition tournoi navire plateforme service office parquet juridiction tribunal
        name nickname title team club group company brand newspaper battle war treaty party book novel film movie song language religion nationality
        institution organisation organization association school university competition ship platform agency court
        """);

    private static readonly FrozenSet<string> PlaceWords = Words.Set("""
        ou pays ville lieu endroit region capitale etat continent ile fleuve village commune departement province quartier territoire
        where country city place town region capital continent island river state
        """);

    private static readonly FrozenSet<string> ReasonWords = Words.Set("pourquoi why raison raisons reason reasons cause causes motif motifs");

    private static readonly FrozenSet<string> DefinitionWords = Words.Set("definition sens signifie signification meaning mean means stand stands");

    private static readonly FrozenSet<string> StatusWords = Words.Set("toujours encore statut status latest still ongoing happened devenu devenue actualite nouvelles news");

    /// <summary>Words that ask for a status without a text that gives it holding them.</summary>
    private static readonly FrozenSet<string> StatusSaid =
    [
        .. StatusWords,
        .. Words.Set("stand stands state stage outcome update now point etat avancement issue suites statuts suite"),
    ];

    private static readonly FrozenSet<string> ComparisonWords = Words.Set("difference differences distinguer comparaison comparer compare versus differ vs");

    private static readonly FrozenSet<string> PenaltyWords = Words.Set("""
        peine peines amende amendes prison emprisonnement risque risquent encourt encourue encourues sanction sanctions puni punie punis
        penalty penalties fine fines sentence jail imprisonment risk risks punished punishment
        """);

    /// <summary>With the figures that a question supposes, "still five years": the sentence that states the penalty answers, whatever it is.</summary>
    private static readonly FrozenSet<string> PenaltyFigures =
    [
        .. PenaltyWords,
        .. Words.Set("""
            punit punissent punish punishes an ans annees mois euros deux trois quatre cinq six sept huit neuf dix quinze vingt trente
            year years month months two three four five six seven eight nine ten fifteen twenty thirty
            """),
    ];

    /// <summary>The kind, and the words of the question that say so.</summary>
    /// <param name="words">The question's words in order, without case, accents and elided articles.</param>
    /// <param name="folded">The question without case and accents.</param>
    public static (AnswerKind Kind, FrozenSet<string> Words) Of(List<string> words, string folded)
    {
        bool Opens(FrozenSet<string> with, int within) => words.Take(within).Any(with.Contains);
        var none = FrozenSet<string>.Empty;
        if ((words.Exists(PenaltyWords.Contains) && !Imprisoned().IsMatch(folded)) || Serves().IsMatch(folded) || YearsOfArticle().IsMatch(folded))
        {
            return (AnswerKind.Penalty, PenaltyFigures);
        }

        if (words.Exists(FigureWords.Contains))
        {
            return (AnswerKind.Figure, FigureWords);
        }

        if (Opens(MeasureWords, 4))
        {
            return (AnswerKind.Figure, none);
        }

        if (words.Exists(DateWords.Contains))
        {
            return (AnswerKind.Date, DateWords);
        }

        if (Opens(PersonWords, 2))
        {
            return (AnswerKind.Person, PersonWords);
        }

        if (Opens(ReasonWords, 3))
        {
            return (AnswerKind.Reason, ReasonWords);
        }

        if (words.Exists(ComparisonWords.Contains))
        {
            return (AnswerKind.Comparison, none);
        }

        if (Progress().IsMatch(folded) || words.Exists(StatusWords.Contains) || Imprisoned().IsMatch(folded))
        {
            return (AnswerKind.Status, StatusSaid);
        }

        if (WhichOne().Match(folded) is { Success: true } which)
        {
            var asked = which.Groups["noun"].Value;
            return Persons.Contains(asked) ? (AnswerKind.Person, none)
                : PlaceWords.Contains(asked) ? (AnswerKind.Place, PlaceWords)
                : Named.Contains(asked) ? (AnswerKind.Name, none)
                : DefinitionOf(folded);
        }

        if (Opens(PlaceWords, 3))
        {
            return (AnswerKind.Place, PlaceWords);
        }

        if (Called().IsMatch(folded))
        {
            return (AnswerKind.Name, none);
        }

        if (HowTo().IsMatch(folded))
        {
            return (AnswerKind.Procedure, none);
        }

        return DefinitionOf(folded) is { Kind: AnswerKind.Definition } definition ? definition
            : YesOrNo().IsMatch(folded) ? (AnswerKind.YesOrNo, none)
            : (AnswerKind.Any, none);
    }

    private static (AnswerKind Kind, FrozenSet<string> Words) DefinitionOf(string folded) =>
        Definition().IsMatch(folded) ? (AnswerKind.Definition, DefinitionWords) : (AnswerKind.Any, FrozenSet<string>.Empty);

    [GeneratedRegex(@"(?:qu['’]?\s?est[\s-]ce que?|c['’]?\s?(?:est )?(?:quoi|koi)|^(?:what(?:['’]s| is| are)|define|definition)\b|\b(?:definition|sens de|signifie|signification|meaning|what does .* mean|stands? for)\b)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Definition();

    /// <summary>"Is he in prison?" asks for a status, not for a penalty.</summary>
    [GeneratedRegex(@"^(?!.*\b(?:how|combien|peine|penalty)\b).*\b(?:in prison|in jail|en prison|incarcere)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Imprisoned();

    [GeneratedRegex(@"\bhow (?:many years|long)\b.*\b(?:get|face|serve)\b|\bcombien d['’]annees\b.*\b(?:prendre|faire|purger)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Serves();

    /// <summary>"Is 323-3-2 still five years?"</summary>
    [GeneratedRegex(@"\b[0-9]{3,4}[- ][0-9]{1,2}(?:[- ][0-9]{1,2})?\b.*\b(?:ans|annees|years)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YearsOfArticle();

    [GeneratedRegex(@"\bou en (?:est|sont)\b|^where (?:does|do|is|are) .*\bstand|\b(?:state|stage) of the\b|\b(?:a|ont)[ -]t[ -](?:il|elle|ils|elles|on) ete\b|^(?:has|have|was|were|did|is|are) .*\b(?:convicted|sentenced|tried|charged|released|acquitted|closed|blocked|banned)\b|\b(?:condamne|juge|relaxe|libere|ferme|bloque|interdit)e?s? *\?*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Progress();

    [GeneratedRegex(@"\b(?:quel|quelle|quels|quelles|which|what)\s+(?:(?:est|sont|etait|etaient|fut|furent|a ete|is|are|was|were)\s+)?(?:l['’]|(?:la|le|les|un|une|son|sa|leur|the|his|her|its)\s+)*(?<noun>[\p{L}]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WhichOne();

    [GeneratedRegex(@"\bcomment\b.{0,30}\b(?:appel|nomm|surnomm)|\bwhat\b.{0,40}\bcalled\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Called();

    [GeneratedRegex(@"\bcomment\b|\bque (?:faire|dois)\b|\bhow (?:to|do|does|can|should|is|are)\b|\bwhat (?:should|must|do i|to do)\b|\bdemarches?\b|\bprocedure\b|\bsteps?\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HowTo();

    [GeneratedRegex(@"^(?:est[ -]ce|(?:is|are|was|were|do|does|did|can|could|may|must|has|have|will)\b|peut[ -]on|faut[ -]il|doit[ -]on|y a[ -]t[ -]il)|[\p{L}][ -](?:t[ -])?(?:il|elle|ils|elles|on)\b(?!.*\b(?:qui|que|quoi|quand|ou|comment|pourquoi|quel|quelle|combien)\b)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex YesOrNo();
}
