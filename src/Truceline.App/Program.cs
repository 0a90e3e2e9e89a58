using Truceline.App;

return Cli.Run(args, Console.Out, Console.Error);
