namespace LopmiBot.Importing;

/// <summary>A file cannot be imported. The message says why, and what to do.</summary>
public sealed class ImportException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ImportException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public ImportException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public ImportException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
