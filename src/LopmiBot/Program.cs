using System.Text;
using LopmiBot.CommandLine;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await LopmiBotCommand.InvokeAsync(args);

/// <summary>The program.</summary>
public partial class Program;
