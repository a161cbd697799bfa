using System.Xml;
using System.Xml.Linq;

namespace LopmiBot.Importing.Formats;

/// <summary>XML without anything from elsewhere: no document type is processed, no entity resolved.</summary>
internal static class SafeXml
{
    /// <summary>Deeper nesting is nothing that official texts need.</summary>
    private const int MaxDepth = 200;

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersFromEntities = 1, CloseInput = true };

    /// <summary>Reads a file's XML.</summary>
    /// <exception cref="XmlException">It is not well formed.</exception>
    /// <exception cref="ImportException">It is nested too deeply.</exception>
    public static XDocument Read(ImportFile file)
    {
        CheckDepth(new MemoryStream(file.Content));
        using var reader = XmlReader.Create(new MemoryStream(file.Content), Settings);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    /// <summary>Reads XML whose depth was checked.</summary>
    /// <exception cref="XmlException">It is not well formed.</exception>
    public static XDocument Read(Stream xml)
    {
        using var reader = XmlReader.Create(xml, Settings);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    /// <summary>Reads XML to its end without keeping it.</summary>
    /// <exception cref="XmlException">It is not well formed.</exception>
    /// <exception cref="ImportException">It is nested too deeply.</exception>
    public static void CheckDepth(Stream xml)
    {
        using var reader = XmlReader.Create(xml, Settings);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                throw new ImportException($"its XML is nested more than {MaxDepth} deep");
            }
        }
    }

    /// <summary>The name of the root element; <see langword="null"/> when there is none to read.</summary>
    public static string? RootOf(ImportFile file)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(file.Content), Settings);
            return reader.MoveToContent() == XmlNodeType.Element ? reader.LocalName : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
