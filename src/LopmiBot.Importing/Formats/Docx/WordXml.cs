using System.Globalization;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;

namespace LopmiBot.Importing.Formats.Docx;

/// <summary>
/// The XML of a Word document as it stands in its parts, so that an element that no schema knows is still seen. Source: ECMA-376,
/// part 1, 17 (WordprocessingML). Documents in the strict form of ISO/IEC 29500 have other names for the same.
/// </summary>
internal static class WordXml
{
    private const string Transitional = "http://schemas.openxmlformats.org/";
    private const string Strict = "http://purl.oclc.org/ooxml/";

    public static readonly XNamespace W = Transitional + "wordprocessingml/2006/main";
    public static readonly XNamespace W14 = "http://schemas.microsoft.com/office/word/2010/wordml";
    public static readonly XNamespace Compatibility = Transitional + "markup-compatibility/2006";
    public static readonly XNamespace OfficeMath = Transitional + "officeDocument/2006/math";

    /// <summary>The root of a part; <see langword="null"/> when the document has no such part.</summary>
    public static XElement? RootOf(OpenXmlPart? part)
    {
        if (part is null)
        {
            return null;
        }

        using var stream = part.GetStream(FileMode.Open, FileAccess.Read);
        var root = SafeXml.Read(stream).Root;
        if (root is not null && root.Name.NamespaceName.StartsWith(Strict, StringComparison.Ordinal))
        {
            foreach (var element in root.DescendantsAndSelf().ToList())
            {
                element.Name = Renamed(element.Name);
                element.ReplaceAttributes(element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).Select(attribute => new XAttribute(Renamed(attribute.Name), attribute.Value)).ToList());
            }
        }

        return root;
    }

    /// <summary>The local name of an element of WordprocessingML; empty for any other.</summary>
    public static string NameOf(XElement element) => element.Name.Namespace.Equals(W) ? element.Name.LocalName : "";

    /// <summary>A child by its name.</summary>
    public static XElement? Child(this XElement? element, string name) => element?.Element(W + name);

    /// <summary>The attribute <c>val</c> of a child.</summary>
    public static string? Value(this XElement? element, string child) => element.Child(child)?.Attribute(W + "val")?.Value;

    /// <summary>The attribute <c>val</c> of a child as a number.</summary>
    public static int? Number(this XElement? element, string child) => int.TryParse(element.Value(child), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether a child switches something on (17.17.4); <see langword="null"/> when there is none.</summary>
    public static bool? IsOn(this XElement? element, string child) =>
        element.Child(child) is { } found ? found.Attribute(W + "val")?.Value is not ("0" or "false" or "off") : null;

    /// <summary>The text of an element <c>t</c>: blanks at its ends count only where the document says so (17.3.3.31).</summary>
    public static string CharactersOf(XElement text) =>
        text.AncestorsAndSelf().Select(element => element.Attribute(XNamespace.Xml + "space")?.Value).FirstOrDefault(space => space is not null) == "preserve" ? text.Value : text.Value.Trim(' ', '\t', '\r', '\n');

    private static XName Renamed(XName name)
    {
        if (!name.NamespaceName.StartsWith(Strict, StringComparison.Ordinal))
        {
            return name;
        }

        // http://purl.oclc.org/ooxml/wordprocessingml/main is …/wordprocessingml/2006/main.
        var (kind, rest) = name.NamespaceName[Strict.Length..].Split('/', 2) is [var first, var last] ? (first, last) : (name.NamespaceName[Strict.Length..], "");
        return XNamespace.Get($"{Transitional}{kind}/2006/{rest}") + name.LocalName;
    }
}
