namespace LopmiBot.Pages;

/// <summary>Names the resource files with the pages' own words.</summary>
public sealed class PageText;
