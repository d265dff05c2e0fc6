import Foundation
import Provisioning
import Terminal
import Wording

extension Place {
    static let connection = Place(
        "Connection", words: "directory and app registration", below: .app, isReachable: { _ in true }
    ) { model in ConnectionPage(model) }
}

/// Where people come from and which app they go to: what a first start has to know.
struct ConnectionPage: Page {
    var crumb: String { Place.connection.name }
    let help = [
        "The directory is read either from Google, as a service account, or from a folder of exported files. There are four ways to Google, and Left and Right choose one. "
            + "Organizations created since May 2024 forbid keys: use the federation file there, or this machine's account on Google's own machines. The exact steps and "
            + "rights are printed by: autoprovision setup --print-google federation (or metadata, key-role, key-delegation).",
        "The customer id (such as C01abc234) is in the Admin console under Account › Account settings › Profile; the primary domain is under Account › Domains.",
        "The app needs a registration (for RingCentral at developers.ringcentral.com) with its client id and secret. An empty secret keeps the stored one.",
        "The protected account is the one that authorized the app: no run suspends or deletes it. Leave it empty where the app tells it by itself; "
            + "enter its address or id, or none if it belongs to nobody in your directory, where a run asks for it.",
        "The browser comes back to this machine at the redirect port; 0 takes any free one. Enter the number that the registration names, if it names one. "
            + "Outside of the fields, in the first line and on the buttons, u puts back what is saved.",
    ]

    enum Item: Int, CaseIterable {
        case source
        case way
        case folder
        case federationFile
        case keyFile
        case administrator
        case customer
        case domain
        case server
        case clientID
        case secret
        case port
        case protected

        var label: String {
            switch self {
            case .source: "Directory"
            case .way: "Read by"
            case .federationFile: "Federation file"
            case .customer: "Customer id"
            case .domain: "Primary domain"
            case .folder: "Folder of files"
            case .keyFile: "Key file"
            case .administrator: "Read as"
            case .server: "Server"
            case .clientID: "Client id"
            case .secret: "Client secret"
            case .port: "Redirect port"
            case .protected: "Protected account"
            }
        }
    }

    private var source: RadioGroup
    private var way: GoogleWayChoice
    private let savedWay: GoogleWayChoice
    private var fields: [Item: TextField]
    private let savedFields: [Item: TextField]
    private let savedSource: Int?
    private let directory: DirectorySettings?
    private var buttons = FormButtons(leave: "Cancel", save: "Save")
    private var focus = 0 {
        didSet { buttons.hasFocus = focused == nil }
    }
    private var problem: String?

    init(_ model: ConsoleModel) {
        let configuration = model.configuration
        directory = configuration.directory
        var fields: [Item: TextField] = [
            .folder: TextField(placeholder: "for example /srv/export"),
            .keyFile: TextField(placeholder: "for example /etc/autoprovision/service-account.json"),
            .federationFile: TextField(placeholder: "for example /etc/autoprovision/google.json"),
            .customer: TextField(placeholder: "for example C01abc234"),
            .domain: TextField(placeholder: "for example your-company.com"),
            .administrator: TextField(configuration.administrator ?? "", placeholder: "for example admin@your-company.com"),
            .server: TextField(configuration.application.baseURL), .clientID: TextField(configuration.application.clientID ?? ""),
            .secret: TextField(placeholder: "leave empty to keep the stored one", isSecret: true),
            .port: TextField(String(configuration.application.redirectPort), maximumLength: 5),
            .protected: TextField(
                configuration.application.protectedAccount ?? "", placeholder: "empty: as the app tells; an address, an id or none"),
        ]
        var chosen = 0
        var chosenWay = GoogleWay.federation
        switch configuration.directory {
        case .google(let connection):
            chosenWay = connection.way
            switch connection.credentials {
            case .keyFile(let file): fields[.keyFile] = TextField(file)
            case .federationFile(let file): fields[.federationFile] = TextField(file)
            case .metadataServer: break
            }
            if let administrator = connection.administrator { fields[.administrator] = TextField(administrator) }
            if connection.customer != GoogleConnection.ownCustomer { fields[.customer]?.insert(paste: connection.customer) }
            if let domain = connection.primaryDomain { fields[.domain]?.insert(paste: domain) }
        case .files(let folder):
            chosen = 1
            fields[.folder] = TextField(folder)
        case nil: break
        }
        source = RadioGroup(["Google", "Exported files"], selection: chosen, direction: .horizontal)
        way = GoogleWayChoice(chosenWay)
        savedWay = way
        self.fields = fields
        savedFields = fields
        savedSource = source.selection
    }

    private var items: [Item] {
        Item.allCases.filter { item in
            switch item {
            case .folder: source.selection == 1
            case .way: source.selection == 0
            case .federationFile, .keyFile, .administrator, .customer, .domain:
                source.selection == 0 && Self.items(of: way.way).contains(item)
            default: true
            }
        }
    }

    private var focused: Item? { focus < items.count ? items[focus] : nil }

    private var isChoosing: Bool { focused == .source || focused == .way }

    var isTyping: Bool { focused != nil && !isChoosing }

    func hasUnsavedChanges(_ model: ConsoleModel) -> Bool {
        source.selection != savedSource || source.selection == 0 && way != savedWay
            || Item.allCases.contains { fields[$0]?.text != savedFields[$0]?.text }
    }

    mutating func refresh(_ model: ConsoleModel) -> Bool {
        guard !hasUnsavedChanges(model) else { return false }
        let place = focus
        self = ConnectionPage(model)
        focus = min(place, items.count)
        return true
    }

    func hints(_ model: ConsoleModel) -> [KeyHint] {
        let undo = hasUnsavedChanges(model) ? [PageKey.undo.hint] : []
        guard let focused else { return buttons.hints(form: "Form") + undo }
        guard focused == .source || focused == .way else { return [KeyHint("Enter", "Next"), KeyHint("Tab", "Next")] }
        return [KeyHint("Left/Right", "Choose"), KeyHint("Tab", "Next")] + undo
    }

    mutating func handle(_ key: Key, _ model: ConsoleModel) -> [PageAction] {
        let last = items.count
        switch key {
        case .escape: return [.back]
        case .tab where focus < last, .down where focus < last, .enter where focus < last:
            focus += 1
            return []
        case .backTab where focus > 0, .up where focus > 0:
            focus -= 1
            return []
        case .tab where focus == last:
            focus = 0
            return []
        case PageKey.undo.key where !isTyping:
            (fields, problem) = (savedFields, nil)
            let wasAtButtons = focused == nil
            source.selection = savedSource
            way = savedWay
            // There may be a line more or less now.
            if wasAtButtons { focus = items.count }
            return []
        default: break
        }
        guard let focused else {
            switch buttons.handle(key) {
            case .nothing: return []
            case .leave: return [.back]
            case .save: return save(model)
            }
        }
        if focused == .source {
            _ = source.handle(key)
        } else if focused == .way {
            way.handle(key)
        } else if fields[focused]?.handle(key) == .changed {
            problem = nil
        }
        return []
    }

    mutating func paste(_ text: String, _ model: ConsoleModel) -> [PageAction] {
        if let focused, !isChoosing { fields[focused]?.insert(paste: text) }
        return []
    }

    private func text(_ item: Item) -> String { fields[item]?.text.trimmed ?? "" }

    private mutating func save(_ model: ConsoleModel) -> [PageAction] {
        guard !model.isBusy else { return [] }
        var edited = model.configuration
        if source.selection == 1 {
            guard text(.folder).hasPrefix("/") else { return fail("Enter the whole path of the folder; it begins with /.", at: .folder) }
            edited.directory = .files(folder: text(.folder))
        } else {
            var saved: GoogleConnection?
            if case .google(let connection) = directory { saved = connection }
            let form = GoogleForm(
                way: way.way, keyFile: text(.keyFile), federationFile: text(.federationFile), administrator: text(.administrator),
                customer: text(.customer), domain: text(.domain), saved: saved)
            do throws(Fault) { edited.directory = .google(try Self.connection(form)) } catch { return fail(error.words, at: error.item) }
        }
        guard Configuration.isServerAddress(text(.server)) else {
            return fail("The server's address begins with https://; http:// only for a sandbox on this machine.", at: .server)
        }
        guard !text(.clientID).isEmpty else { return fail("Enter the client id of the app registration.", at: .clientID) }
        guard let port = Int(text(.port)), (0...65_535).contains(port) else {
            return fail("The redirect port is a number from 0 (any free one) to 65535.", at: .port)
        }
        let protected = text(.protected).isEmpty ? nil : text(.protected)
        if let problem = protected.flatMap(AccountProtection.problem(with:)) { return fail("Protected account: \(problem)", at: .protected) }
        guard hasUnsavedChanges(model) else { return PageAction.nothingChanged }
        // What the page does not show, such as the profile, stays.
        edited.application.baseURL = text(.server)
        edited.application.clientID = text(.clientID)
        edited.application.redirectPort = port
        edited.application.protectedAccount = protected
        return [.task(Save(edited, .back, .connect(clientSecret: text(.secret).isEmpty ? nil : text(.secret))))]
    }

    /// Says what is wrong and goes there.
    private mutating func fail(_ text: String, at item: Item) -> [PageAction] {
        problem = text
        focus = items.firstIndex(of: item) ?? focus
        return []
    }

    mutating func focus(area: Int, _ model: ConsoleModel) { focus = area == FormButtons.area ? items.count : area }

    func draw(on canvas: inout Canvas, in rect: Rect, _ model: ConsoleModel) {
        let purpose = "Where people come from, and the app registration for \(model.application)."
        let frame = FormFrame(rect, on: canvas, step: nil, purpose: purpose)
        frame.draw(on: &canvas, step: nil, purpose: purpose, model)
        var rows = RowCursor(frame.body)
        // An empty row between the directory and the app, where there is room for all fields.
        let isAiry = items.count < frame.body.rows
        // On the smallest screens the lines up to the one that has the focus.
        let first = max(0, min(focus, items.count - 1) - frame.body.rows + 1)
        for (index, item) in items.enumerated().dropFirst(first) {
            if isAiry, item == .server { rows.skip(1) }
            let line = rows.next()
            guard !line.isEmpty else { break }
            canvas.area(index, in: line) { _ in }
            if index == focus { canvas.text(String(canvas.symbols.pointer), at: line.origin) }
            canvas.text(item.label, at: line.dropping(left: 2).origin, role: index == focus ? .heading : .normal, width: 17)
            let place = item == .port ? line.dropping(left: 20).left(8) : line.dropping(left: 20)
            if item == .source {
                source.draw(on: &canvas, in: place, focused: index == focus)
            } else if item == .way {
                way.draw(on: &canvas, in: place, focused: index == focus)
            } else {
                fields[item]?.draw(on: &canvas, in: place, focused: index == focus)
            }
            if item == .port {
                canvas.text("(0: any free port)", at: line.dropping(left: 30).origin, role: .muted, width: max(0, line.columns - 30))
            }
        }
        // Below the fields, or where they take all rows, below the buttons; on the smallest screens in their place.
        let place = rows.rest.rows > 2 ? rows.rest.dropping(top: 1).top(2) : frame.buttons.bottom(1)
        if let problem { canvas.paragraph(problem, in: place, role: .danger) }
        if problem == nil || place != frame.buttons { buttons.draw(on: &canvas, in: frame.buttons) }
    }
}
