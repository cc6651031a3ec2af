@echo off
rem The command `cnn-lab` of a package: runs the command line by the Node beside it, wherever the package lies.
"%~dp0node.exe" "%~dp0..\app.asar.unpacked\out\main\cli.js" %*
