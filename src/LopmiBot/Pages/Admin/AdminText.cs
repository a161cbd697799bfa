namespace LopmiBot.Pages.Admin;

/// <summary>Names the resource files with the words of the administrators' pages.</summary>
public sealed class AdminText;
