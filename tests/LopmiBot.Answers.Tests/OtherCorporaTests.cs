using LopmiBot.Answers.Curation;
using LopmiBot.Answers.Indexing;
using LopmiBot.Answers.Questions;
using LopmiBot.Answers.Text;

namespace LopmiBot.Answers.Tests;

/// <summary>Folders of documents that have nothing to do with the shipped ones: no glossary, no questions beside them, nothing learned from them.</summary>
public sealed class OtherCorporaTests
{
    /// <summary>Of what the documents answer, at least so much is answered from the right section, first or not, surely or not.</summary>
    private const double LeastFound = 0.6;

    /// <summary>Of what they do not answer, at least so much is met with silence or shown as unsure.</summary>
    private const double LeastNotClaimed = 0.9;

    /// <summary>Of what they do not answer, at least so much is met with silence.</summary>
    private const double LeastSilent = 0.75;

    private static readonly Dictionary<string, string> LibraryAnswers = new(StringComparer.Ordinal)
    {
        ["Est-ce que c'est payant si j'habite le village d'à côté ?"] = "12 €",
        ["j'ai perdu ma carte je fais quoi"] = "remplacée contre 2 €",
        ["Combien de bouquins je peux prendre en même temps ?"] = "dix livres",
        ["je peux garder un DVD combien de jours"] = "les films une semaine",
        ["Puis-je garder mon livre plus longtemps ?"] = "se prolonge une fois",
        ["y a t il une amende si je rends en retard"] = "Aucune amende",
        ["Mon chien a mangé le livre, qui paie ?"] = "remplace à ses frais",
        ["C'est ouvert le dimanche ?"] = "fermée le dimanche",
        ["On peut réserver une salle pour réviser à cinq ?"] = "quatre personnes au moins",
        ["Combien coûte une photocopie couleur ?"] = "30 centimes",
        ["Le wifi est-il payant ?"] = "gratuit et sans inscription",
        ["Prenez-vous les vieilles encyclopédies ?"] = "refuse les encyclopédies",
    };

    private static readonly string[] LibraryUnanswered =
    [
        "Que punit l'article 323-3-2 du code pénal ?",
        "Qui dirige la section J3 ?",
        "Comment faire pousser des tomates sur un balcon ?",
        "Quelle est la vitesse maximale sur autoroute ?",
        "Combien gagne le directeur de la bibliothèque ?",
        "Comment renouveler mon passeport ?",
        "quel temps fera-t-il demain",
        "Quelle peine pour un vol de voiture ?",
        "Faut-il un vaccin pour aller au Brésil ?",
        "Comment déclarer mes impôts en ligne ?",
        "qui a gagné la coupe du monde 2018",
        "Mon propriétaire peut-il garder ma caution ?",
    ];

    private static readonly Dictionary<string, string> SailingAnswers = new(StringComparer.Ordinal)
    {
        ["how old does my kid have to be to join"] = "aged eight or over",
        ["What does a student pay per year?"] = "students 70",
        ["Do I get my money back if I quit?"] = "Fees already paid are not returned",
        ["can i take the keelboat out on my own"] = "a crew of at least three",
        ["How far in advance can I reserve a dinghy?"] = "at most seven days ahead",
        ["I broke the rudder, what will it cost me?"] = "first fifty pounds",
        ["Do I need a life vest on the ramp?"] = "wears a life jacket",
        ["how strong can the wind be"] = "above force six",
        ["My boat tipped over, should I swim to the shore?"] = "Stay with the hull",
        ["What day are the races?"] = "Thursdays at half past six",
        ["how long is the wait for a mooring"] = "about two years",
        ["price of a beginner course"] = "95 pounds",
    };

    private static readonly string[] SailingUnanswered =
    [
        "What does article 323-3-2 of the Criminal Code punish?",
        "Who heads J3?",
        "How do I bake sourdough bread?",
        "What is the capital of Australia?",
        "How do I renew my driving licence?",
        "What is the penalty for identity theft?",
        "who won the champions league in 2019",
        "Can my landlord keep my deposit?",
        "How do I reset my email password?",
        "What is the boiling point of ethanol?",
        "how many calories are in an avocado",
        "Was Pavel Durov arrested?",
    ];

    [Fact]
    public void A_library_s_rules_are_answered_from_and_nothing_else() => Check("library", Language.French, LibraryAnswers, LibraryUnanswered);

    [Fact]
    public void A_sailing_club_s_rules_are_answered_from_and_nothing_else() => Check("sailing", Language.English, SailingAnswers, SailingUnanswered);

    private static void Check(string name, Language language, Dictionary<string, string> answers, string[] unanswered)
    {
        using var data = new TemporaryFolder();
        using var index = CorpusIndex.Open(data.Path, ShippedEncoder.Embedder);
        index.Update(new CorpusFolder(Path.Combine(Repository.Root, "tests/LopmiBot.Answers.Tests/Corpora", name)));
        var engine = new AnswerEngine(index);
        Answer Ask(string question) => engine.Answer(new Question(question) { Language = language });

        var missed = answers.Where(pair => !Ask(pair.Key).Excerpts.Any(excerpt => excerpt.Text.Contains(pair.Value, StringComparison.Ordinal))).Select(pair => pair.Key).ToList();
        var spoken = unanswered.Where(question => Ask(question).Outcome == Outcome.Answered).ToList();
        var claimed = spoken.Where(question => !Ask(question).IsUnsure).ToList();

        TestContext.Current.TestOutputHelper?.WriteLine($"missed: {string.Join(" | ", missed)}\nanswered all the same: {string.Join(" | ", spoken)}\nof which surely: {string.Join(" | ", claimed)}");
        (1 - ((double)missed.Count / answers.Count)).ShouldBeGreaterThanOrEqualTo(LeastFound, string.Join(" | ", missed));
        (1 - ((double)claimed.Count / unanswered.Length)).ShouldBeGreaterThanOrEqualTo(LeastNotClaimed, string.Join(" | ", claimed));
        (1 - ((double)spoken.Count / unanswered.Length)).ShouldBeGreaterThanOrEqualTo(LeastSilent, string.Join(" | ", spoken));
    }
}
